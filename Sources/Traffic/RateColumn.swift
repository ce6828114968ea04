import Documents
import Logs

/// What a column of a file of rates holds.
enum RateColumn: Hashable {
  case start
  case end
  case count

  private static let names: [(name: String, column: RateColumn)] = [
    ("start", .start), ("count", .count), ("end", .end), ("time", .start), ("requests", .count),
  ]

  /// The columns that the header names, nil where that is an error.
  static func columns(of header: CSVRecords, _ report: (TraceProblem) -> Void) -> [RateColumn]? {
    var columns: [RateColumn] = []
    var isSound = true
    func refuse(_ cell: Int, _ code: TraceCode, _ message: String, _ suggestion: String) {
      isSound = false
      report(
        TraceProblem(
          code, message, line: header.line, column: header.columns[cell], suggestion: suggestion))
    }
    for cell in 0..<min(header.count, TraceColumn.most) {
      let name = String(decoding: header.bytes[header.range(of: cell)], as: UTF8.self)
      guard let column = names.first(where: { $0.name == name })?.column else {
        refuse(
          cell, .unknownColumn, "there is no column \"\(name.prefix(80))\"",
          didYouMean(name, among: names.map(\.name)) ?? "known are start, count and end")
        continue
      }
      if columns.contains(column) {
        refuse(
          cell, .duplicateColumn, "the column \"\(name)\" is there twice, perhaps by its other name",
          "remove one of the two")
      }
      columns.append(column)
    }
    for column in [RateColumn.start, .count] where !columns.contains(column) {
      refuse(
        0, .noCounts, "the header has no column \(column)", "the first line names the columns: start,count")
    }
    return isSound ? columns : nil
  }
}
