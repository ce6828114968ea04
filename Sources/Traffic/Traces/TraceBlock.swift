import Logs

/// Records of a trace that follow one another: when they arrived and what they asked for.
package struct TraceBlock: Sendable {
  /// Records of a block that is written to a file: few enough for a buffer in each of a hundred cursors of a replication.
  package static let records = 4096
  /// Bytes of it.
  package static let bytes = records * (MemoryLayout<Int64>.size + MemoryLayout<Int32>.size)

  /// In nanoseconds from the trace's zero, ascending.
  package var arrivals: [Int64] = []
  /// Indices of shapes, one for each arrival.
  package var shapes: [Int32] = []

  /// Creates a block, by default of no record.
  package init(arrivals: [Int64] = [], shapes: [Int32] = []) {
    self.arrivals = arrivals
    self.shapes = shapes
  }

  package var count: Int { arrivals.count }

  /// A number for the contents that damage hardly leaves as it is: words are mixed in by multiplication with an odd number and a shift,
  /// which are bijections.
  package var checksum: UInt64 {
    var sum = UInt64(count)
    for index in arrivals.indices {
      sum = (sum ^ UInt64(bitPattern: arrivals[index])) &* 0xD134_2543_DE82_EF95
      sum = (sum ^ sum >> 32 ^ UInt64(UInt32(bitPattern: shapes[index]))) &* 0x9E37_79B9_7F4A_7C15
    }
    return sum
  }

  /// Writes it as block `number`.
  package func write(to file: UnlinkedFile, as number: Int) throws(TraceProblem) {
    let offset = number * Self.bytes
    try arrivals.withUnsafeBufferPointer { (buffer) throws(TraceProblem) in
      try file.write(UnsafeRawBufferPointer(buffer), at: offset)
    }
    try shapes.withUnsafeBufferPointer { (buffer) throws(TraceProblem) in
      try file.write(UnsafeRawBufferPointer(buffer), at: offset + Self.records * MemoryLayout<Int64>.size)
    }
  }

  /// Becomes block `number`, which has `count` records.
  package mutating func read(from file: UnlinkedFile, block number: Int, count: Int) throws(TraceProblem) {
    let offset = number * Self.bytes
    if arrivals.count != count {
      arrivals = Array(repeating: 0, count: count)
      shapes = Array(repeating: 0, count: count)
    }
    try arrivals.withUnsafeMutableBufferPointer { (buffer) throws(TraceProblem) in
      try file.read(UnsafeMutableRawBufferPointer(buffer), at: offset)
    }
    try shapes.withUnsafeMutableBufferPointer { (buffer) throws(TraceProblem) in
      try file.read(
        UnsafeMutableRawBufferPointer(buffer), at: offset + Self.records * MemoryLayout<Int64>.size)
    }
  }
}
