import Logs

/// When the records of a trace arrived and what they asked for; of a long trace in a file, with 16 bytes of memory for a block of it.
package struct TraceRecords: Sendable {
  private enum Storage: Sendable {
    case memory(TraceBlock)
    /// The checksums are those of the blocks.
    case file(UnlinkedFile, checksums: [UInt64])
  }

  /// How many there are.
  package let count: Int
  /// When the first and the last one arrived, 0 where there is none.
  package let first: Int64
  package let last: Int64
  /// When the first record of each block arrived.
  private let starts: [Int64]
  private let storage: Storage

  /// Records that stay in memory.
  package init(_ block: TraceBlock) {
    count = block.count
    first = block.arrivals.first ?? 0
    last = block.arrivals.last ?? 0
    starts = block.arrivals.first.map { [$0] } ?? []
    storage = .memory(block)
  }

  /// The `count` records of the blocks of a file.
  package init(_ file: UnlinkedFile, count: Int, last: Int64, starts: [Int64], checksums: [UInt64]) {
    self.count = count
    self.first = starts.first ?? 0
    self.last = last
    self.starts = starts
    storage = .file(file, checksums: checksums)
  }

  /// The block in which a record is.
  package func block(of record: Int) -> Int {
    if case .file = storage { record / TraceBlock.records } else { 0 }
  }

  /// The last block that begins before `time`, 0 where none does. O(log n).
  package func lastBlock(startingBefore time: Int64) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < time { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }

  /// Puts the records of block `number` into `block`.
  package func load(_ number: Int, into block: inout TraceBlock) throws(TraceProblem) {
    switch storage {
    case .memory(let all): block = all
    case .file(let file, let checksums):
      let first = number * TraceBlock.records
      try block.read(from: file, block: number, count: min(TraceBlock.records, count - first))
      guard block.checksum == checksums[number] else {
        throw TraceProblem(
          .temporaryFile, "what comes back from the trace's temporary file is not what was written",
          suggestion: "the disk may be damaged; TMPDIR names another folder")
      }
    }
  }
}

/// Takes the records of a trace, in the order of arrival.
package struct TraceRecordWriter {
  /// Records that stay in memory: 12 MiB.
  package static let mostInMemory = 1 << 20

  private let mostInMemory: Int
  /// Those that are not in the file.
  private var pending = TraceBlock()
  private var file: UnlinkedFile?
  private var starts: [Int64] = []
  private var checksums: [UInt64] = []
  /// How many there are.
  private(set) var count = 0
  /// When the last one arrived.
  private(set) var last: Int64?

  /// - Parameter mostInMemory: With more records all of them are written to a file.
  package init(mostInMemory: Int = Self.mostInMemory) { self.mostInMemory = mostInMemory }

  /// Adds a record, which does not arrive before the last one.
  package mutating func append(arrival: Int64, shape: Int32) throws(TraceProblem) {
    pending.arrivals.append(arrival)
    pending.shapes.append(shape)
    count += 1
    last = arrival
    if pending.count == (file == nil ? mostInMemory + 1 : TraceBlock.records) { try spool(keepingRest: true) }
  }

  /// Writes what is pending in whole blocks, and without `keepingRest` the rest too.
  private mutating func spool(keepingRest: Bool) throws(TraceProblem) {
    let target: UnlinkedFile
    if let file {
      target = file
    } else {
      target = try UnlinkedFile(in: nil, room: "a long trace takes 12 bytes a record")
    }
    file = target
    var start = 0
    while start < pending.count, !keepingRest || pending.count - start >= TraceBlock.records {
      let end = min(start + TraceBlock.records, pending.count)
      let block = TraceBlock(
        arrivals: Array(pending.arrivals[start..<end]), shapes: Array(pending.shapes[start..<end]))
      try block.write(to: target, as: starts.count)
      starts.append(block.arrivals[0])
      checksums.append(block.checksum)
      start = end
    }
    pending = TraceBlock(
      arrivals: Array(pending.arrivals[start...]), shapes: Array(pending.shapes[start...]))
  }

  /// The records.
  package func finish() throws(TraceProblem) -> TraceRecords {
    guard let file, let last else { return TraceRecords(pending) }
    var all = self
    try all.spool(keepingRest: false)
    return TraceRecords(file, count: count, last: last, starts: all.starts, checksums: all.checksums)
  }
}
