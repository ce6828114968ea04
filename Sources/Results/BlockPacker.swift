/// Packs columns of integers into the bytes of one block after another, in memory that it keeps.
struct BlockPacker {
  /// The least and the greatest value of a column.
  struct Bounds {
    var low = Int64.max
    var high = Int64.min

    @inline(__always)
    mutating func add(_ value: Int64) {
      low = value < low ? value : low
      high = value > high ? value : high
    }
  }

  private var bytes: [UInt8] = []
  private var end = 0
  private var entries: [BlockEntry] = []

  /// A stored number is written as eight bytes, of which the next one overwrites what is too much.
  private static let overhang = 8

  /// Begins a block.
  mutating func begin(_ format: BlockFormat) {
    entries.removeAll(keepingCapacity: true)
    end = BlockFormat.headerSize + format.columns.count * BlockEntry.size
    reserve(0)
  }

  /// Adds the next column.
  mutating func add(_ values: Span<Int64>, _ bounds: Bounds) {
    guard !values.isEmpty else { return entries.append(BlockEntry()) }
    var entry = BlockEntry(base: bounds.low)
    let range = UInt64(bitPattern: bounds.high &- bounds.low)
    entry.width = (64 - range.leadingZeroBitCount + 7) / 8
    entry.count = values.count
    reserve(values.count * (entry.width + 2))
    if entry.width > 0, let usual = Self.usual(of: values, width: entry.width) {
      entry.usual = usual
      entry.isSparse = true
      packExceptions(values, &entry)
    } else if entry.width > 0 {
      pack(values, entry)
    }
    end += entry.byteCount
    entries.append(entry)
  }

  /// The bytes of the block that was finished.
  func withBlock<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes.span.bytes.extracting(0..<end))
  }

  /// Ends the block: what comes first in it is known last.
  mutating func finish(_ format: BlockFormat, rows: Int, kinds: Int, denials: Int) {
    let entries = entries
    var span = bytes.mutableSpan
    var target = span.mutableBytes
    target.storeBytes(of: BlockFormat.version, toByteOffset: 0, as: UInt8.self)
    target.storeBytes(of: format.content, toByteOffset: 1, as: UInt8.self)
    target.storeBytes(of: UInt16(entries.count).littleEndian, toByteOffset: 2, as: UInt16.self)
    for (index, count) in [rows, kinds, denials].enumerated() {
      target.storeBytes(of: UInt32(count).littleEndian, toByteOffset: 4 + 4 * index, as: UInt32.self)
    }
    for (index, entry) in entries.enumerated() {
      let offset = BlockFormat.headerSize + index * BlockEntry.size
      target.storeBytes(of: entry.base.littleEndian, toByteOffset: offset, as: Int64.self)
      target.storeBytes(of: entry.usual.littleEndian, toByteOffset: offset + 8, as: Int64.self)
      target.storeBytes(of: UInt32(entry.count).littleEndian, toByteOffset: offset + 16, as: UInt32.self)
      target.storeBytes(of: UInt8(entry.width), toByteOffset: offset + 20, as: UInt8.self)
      target.storeBytes(of: entry.isSparse ? 1 : 0, toByteOffset: offset + 21, as: UInt8.self)
      target.storeBytes(of: 0, toByteOffset: offset + 22, as: UInt16.self)
    }
  }

  private mutating func reserve(_ count: Int) {
    let missing = end + count + Self.overhang - bytes.count
    if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func pack(_ values: Span<Int64>, _ entry: BlockEntry) {
    switch entry.width {
    case 1: store(values, entry, stride: 1, as: UInt8.self)
    case 2: store(values, entry, stride: 2, as: UInt16.self)
    case 4: store(values, entry, stride: 4, as: UInt32.self)
    default: store(values, entry, stride: entry.width, as: UInt64.self)
    }
  }

  /// Stores numbers `stride` bytes apart, each over what is too much of the one before.
  @inline(__always)
  private mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(
    _ values: Span<Int64>, _ entry: BlockEntry, stride: Int, as: Number.Type
  ) {
    let start = end
    var span = bytes.mutableSpan
    var target = span.mutableBytes
    precondition(start + values.count * stride + Self.overhang <= target.byteCount)
    // Without a check for each number, which was just made for all: with one it takes 3 times as long.
    for index in values.indices {
      let number = Number(truncatingIfNeeded: values[unchecked: index] &- entry.base)
      target.storeBytes(
        of: number.littleEndian, toUncheckedByteOffset: start &+ index &* stride, as: Number.self)
    }
  }

  private mutating func packExceptions(_ values: Span<Int64>, _ entry: inout BlockEntry) {
    let start = end
    var span = bytes.mutableSpan
    var target = span.mutableBytes
    // Every place is written, and overwritten by the next where its value is the usual one: no branch to
    // mispredict.
    var offset = start
    for index in values.indices {
      target.storeBytes(
        of: UInt16(truncatingIfNeeded: index).littleEndian, toByteOffset: offset, as: UInt16.self)
      offset &+= values[index] == entry.usual ? 0 : 2
    }
    entry.count = (offset - start) / 2
    for exception in 0..<entry.count {
      // Checked as every access to a span; unsafe is only that bytes can be read as anything.
      let index = Int(
        UInt16(
          littleEndian: target.bytes.unsafeLoadUnaligned(
            fromByteOffset: start + 2 * exception, as: UInt16.self)))
      let number = UInt64(bitPattern: values[index] &- entry.base)
      target.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt64.self)
      offset &+= entry.width
    }
  }

  /// The value that so many rows have that it pays to store only the others; nil where there is none.
  ///
  /// Judged by some 60 rows spread evenly, the same ones always: a wrong guess costs bytes, never values.
  private static func usual(of values: Span<Int64>, width: Int) -> Int64? {
    let step = max(1, values.count / 61)
    var best = (value: Int64(0), count: 0)
    for index in stride(from: 0, to: min(values.count, 29 * step), by: 7 * step) {
      let candidate = values[index]
      var count = 0
      for sample in stride(from: 0, to: values.count, by: step) where values[sample] == candidate {
        count += 1
      }
      if count > best.count { best = (candidate, count) }
    }
    let samples = (values.count - 1) / step + 1
    let isWorthIt = (samples - best.count) * (width + 2) * 4 < samples * width * 3
    return isWorthIt ? best.value : nil
  }
}
