/// What a parser is fed with, one unit at a time: lines, records of CSV, or elements of JSON documents.
package struct LogUnits {
  /// The kinds of units.
  package enum Form: Sendable {
    /// Lines.
    case lines
    /// Records of CSV, in which quotes may hold line ends.
    case records
    /// Lines, or the elements of a JSON array where the text begins with one.
    case linesOrArray
    /// The entries of an HTTP archive.
    case archive
    /// The spans of OTLP documents, with what their resources tell.
    case spans
  }

  private var reader: any UnitReader
  private var place = UnitPlace()

  /// The bytes in which the unit lies.
  package private(set) var buffer: [UInt8] = []

  /// The units of `source`.
  package init(_ source: RecordedBytes, _ form: Form) throws(TraceProblem) {
    var source = source
    switch form {
    case .lines: reader = LineReader(source)
    case .records: reader = CSVRecordReader(source)
    case .linesOrArray:
      let isArray = Self.isArray(try source.peek())
      reader = isArray ? JSONElements(source, JSONPath([[.each]])) : LineReader(source)
    case .archive:
      reader = JSONElements(source, JSONPath([[.key("log"), .key("entries"), .each]]))
    case .spans: reader = SpanUnits(source)
    }
  }

  private static func isArray(_ beginning: [UInt8]) -> Bool {
    let text = beginning.starts(with: [0xEF, 0xBB, 0xBF]) ? beginning.dropFirst(3) : beginning[...]
    return text.first { ![9, 10, 13, 32].contains($0) } == UInt8(ascii: "[")
  }

  /// Where in ``buffer`` the unit lies, without its line end.
  package var range: Range<Int> { place.range }
  /// The line, from 1, at which the unit begins.
  package var number: Int { place.number }
  /// Whether the unit is longer than is read.
  package var isTooLong: Bool { place.isTooLong }
  /// Whether the file ended without an end of this unit.
  package var isUnended: Bool { place.isUnended }

  /// Goes to the next unit; false at the end. O(bytes of the unit).
  package mutating func next() throws(TraceProblem) -> Bool {
    guard let found = try reader.next(in: &buffer) else { return false }
    place = found
    return true
  }
}
