/// A temporary file of entries.
package final class SpillFile {
  private let file: UnlinkedFile
  /// How many entries are in it.
  private(set) var count = 0

  /// - Parameter folder: Where it lies; nil is the folder for temporary files.
  package init(folder: String?) throws(TraceProblem) {
    file = try UnlinkedFile(in: folder, room: "a large import needs about 60 bytes a request")
  }

  /// Adds entries.
  package func append(_ entries: [LogEntry]) throws(TraceProblem) {
    let offset = count * MemoryLayout<LogEntry>.stride
    try entries.withUnsafeBufferPointer { (buffer) throws(TraceProblem) in
      try file.write(UnsafeRawBufferPointer(buffer), at: offset)
    }
    count += entries.count
  }

  /// The entries with these numbers.
  package func read(_ range: Range<Int>) throws(TraceProblem) -> [LogEntry] {
    let empty = LogEntry(arrival: 0, place: LogPlace(file: 0, line: 0), shape: 0)
    var entries = [LogEntry](repeating: empty, count: range.count)
    try entries.withUnsafeMutableBufferPointer { (buffer) throws(TraceProblem) in
      try file.read(
        UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound * MemoryLayout<LogEntry>.stride)
    }
    return entries
  }
}
