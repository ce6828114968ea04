/// Reads the lines of a format.
package protocol LogParser {
  /// Reads a line into `record`, which tells nothing yet.
  ///
  /// O(bytes of the line), without an allocation in the formats that proxies write by the million.
  mutating func parse(_ line: Span<UInt8>, into record: inout LogRecord) -> LineVerdict

  /// What was taken for granted about the lines so far and may be otherwise, a sentence each, such as the unit of a column.
  var remarks: [String] { get }
}

extension LogParser {
  package var remarks: [String] { [] }
}
