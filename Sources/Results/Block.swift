/// A block as it was read: every place in it is checked, for anybody may have edited it.
///
/// Used by one thread at a time, that of the query.
final class Block {
  /// What is wrong with a block, as the end of a sentence about it.
  struct Damage: Error {
    let reason: String
  }

  /// How many rows there are.
  let rowCount: Int
  private let format: BlockFormat
  /// The bytes, and then as many as a number may have: each is read as eight.
  private let bytes: [UInt8]
  private let counts: [Int]
  private var entries: [(entry: BlockEntry, offset: Int)] = []
  private var requests: [Int64]?
  private var order: [Int]?
  /// The columns as a table shows them, those for which ``show(_:)`` was called.
  let shown: ShownColumns

  /// Reads the head of a block.
  init(_ bytes: consuming [UInt8], _ format: BlockFormat) throws(Damage) {
    let count = bytes.count
    guard count >= BlockFormat.headerSize else {
      throw Damage(reason: "\(count) bytes are too few for a block")
    }
    bytes.append(contentsOf: repeatElement(0, count: 8))
    let columns = format.columns
    counts = [4, 8, 12].map { [bytes] in Int(Self.number(bytes, $0, 4)) }
    rowCount = counts[0]
    self.format = format
    self.bytes = bytes
    shown = ShownColumns(count: format.shown.count)
    guard bytes[0] == BlockFormat.version else {
      throw Damage(reason: "blocks of version \(bytes[0]) cannot be read")
    }
    guard bytes[1] == format.content, Self.number(bytes, 2, 2) == columns.count else {
      throw Damage(reason: "it is no block of this table")
    }
    guard (1...BlockFormat.rowLimit).contains(rowCount), (1...rowCount).contains(counts[1]),
      counts[2] <= rowCount
    else {
      throw Damage(reason: "its head counts \(rowCount) rows, \(counts[1]) kinds, \(counts[2]) denials")
    }
    var offset = BlockFormat.headerSize + columns.count * BlockEntry.size
    guard offset <= count else { throw Damage(reason: "it is cut off in its head") }
    for (index, column) in columns.enumerated() {
      let entry = try Self.entry(bytes, index, column.name, of: counts[column.group.rawValue])
      entries.append((entry, offset))
      offset += entry.byteCount
    }
    guard offset == count else {
      throw Damage(reason: "its columns take \(offset) bytes, and it has \(count)")
    }
  }

  private static func entry(
    _ bytes: [UInt8], _ index: Int, _ name: String, of count: Int
  ) throws(Damage) -> BlockEntry {
    let offset = BlockFormat.headerSize + index * BlockEntry.size
    var entry = BlockEntry(
      base: Int64(bitPattern: number(bytes, offset, 8)),
      usual: Int64(bitPattern: number(bytes, offset + 8, 8)))
    entry.count = Int(number(bytes, offset + 16, 4))
    entry.width = Int(bytes[offset + 20])
    entry.isSparse = bytes[offset + 21] == 1
    guard entry.width <= 8, bytes[offset + 21] <= 1, number(bytes, offset + 22, 2) == 0,
      entry.isSparse ? entry.count <= count : entry.count == count
    else { throw Damage(reason: "the head of its column \(name) makes no sense") }
    return entry
  }

  /// A number of 0 to 8 bytes; eight are there.
  @inline(__always)
  private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> UInt64 {
    // Checked as every access to a span; unsafe is only that bytes can be read as anything.
    let number = bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return UInt64(littleEndian: number) & ~(UInt64.max << UInt64(8 * width))
  }

  /// The request numbers of the rows.
  func requestNumbers() throws(Damage) -> [Int64] {
    if let requests { return requests }
    let numbers = try values(BlockFormat.request)
    requests = numbers
    return numbers
  }

  /// The places of the rows with a request number from `low` to `high`, ascending by it.
  func rows(from low: Int64, through high: Int64) throws(Damage) -> ArraySlice<Int> {
    let requests = try requestNumbers()
    let order = order ?? requests.indices.sorted { (requests[$0], $0) < (requests[$1], $1) }
    self.order = order
    func first(_ isBehind: (Int64) -> Bool) -> Int {
      var range = 0..<order.count
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        range =
          isBehind(requests[order[middle]]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
      }
      return range.lowerBound
    }
    let start = first { $0 >= low }
    return order[start..<max(start, first { $0 > high })]
  }
}

extension Block {
  /// Spreads out a column that tables show, for every row of the block.
  func show(_ index: Int) throws(Damage) {
    switch format.shown[index].source {
    case .column(let column): shown.fill(index, try ofRows(column), isNull: nil)
    case .unlessNegative(let column): shown.fill(index, try ofRows(column)) { $0 < 0 }
    case .positive(let column): shown.fill(index, try ofRows(column)) { $0 <= 0 }
    case .end(let start, let waiting, let service, let rest):
      var ends = try values(start)
      let (waitings, services, rests) = try (values(waiting), values(service), values(rest))
      for row in ends.indices { ends[row] &+= max(waitings[row], 0) &+ max(services[row], 0) &+ rests[row] }
      shown.fill(index, ends) { $0 < 0 }
    case .denial(let column): try showDenial(index, column)
    }
  }

  private func showDenial(_ index: Int, _ column: Int) throws(Damage) {
    let denials = try values(column)
    var ofRows = Array(repeating: Int64(0), count: rowCount)
    var isDenied = Array(repeating: false, count: rowCount)
    for (denial, row) in try values(format.deniedRow).enumerated() {
      guard let row = Int(exactly: row), ofRows.indices.contains(row) else {
        throw Damage(reason: "a retry of row \(row) was denied, and there are \(rowCount) rows")
      }
      ofRows[row] = denials[denial]
      isDenied[row] = true
    }
    shown.fill(index, ofRows, isNull: isDenied.map { !$0 })
  }

  /// The values of a column for the rows.
  private func ofRows(_ column: Int) throws(Damage) -> [Int64] {
    let values = try values(column)
    guard format.columns[column].group == .kinds else { return values }
    var ofRows = try self.values(format.kind)
    for row in ofRows.indices {
      guard ofRows[row] >= 0, ofRows[row] < Int64(values.count) else {
        throw Damage(reason: "row \(row) is of kind \(ofRows[row]), and there are \(values.count)")
      }
      ofRows[row] = values[Int(ofRows[row])]
    }
    return ofRows
  }

  /// The values of a column, as many as its group has.
  private func values(_ column: Int) throws(Damage) -> [Int64] {
    let (entry, offset) = entries[column]
    let count = counts[format.columns[column].group.rawValue]
    var values = Array(repeating: entry.isSparse ? entry.usual : entry.base, count: count)
    if entry.isSparse {
      let first = offset + 2 * entry.count
      var previous = -1
      for index in 0..<entry.count {
        let place = Int(Self.number(bytes, offset + 2 * index, 2))
        guard place > previous, place < values.count else {
          let name = format.columns[column].name
          throw Damage(reason: "the places in its column \(name) do not ascend to its rows")
        }
        previous = place
        values[place] = entry.base &+ stored(first + index * entry.width, entry.width)
      }
    } else if entry.width > 0 {
      for index in values.indices { values[index] &+= stored(offset + index * entry.width, entry.width) }
    }
    return values
  }

  @inline(__always)
  private func stored(_ offset: Int, _ width: Int) -> Int64 {
    Int64(bitPattern: Self.number(bytes, offset, width))
  }
}
