import Documents
import Logs

/// What a column of Weir's trace form holds.
enum TraceColumn: Hashable {
  case arrival
  case method
  case host
  case path
  case header(String)
  case status
  case duration
  /// What the log of a gateway tells beside these; it changes nothing.
  case upstream
  case upstreamDuration
  case attempts
  case outcome
  case client
  /// Of an attempt, from 1.
  case serviceTime(Int)
  /// Of an attempt, from 1.
  case failureDraw(Int)
  /// Of the copy at a service; nil is any.
  case mirror(String?)

  /// Columns of one trace.
  static let most = 256
  /// Attempts of which draws are read.
  private static let attemptNumbers = 1...100

  private static let fixed: [(name: String, column: TraceColumn)] = [
    ("arrival", .arrival), ("method", .method), ("host", .host), ("path", .path), ("status", .status),
    ("duration", .duration), ("upstream", .upstream), ("upstream_duration", .upstreamDuration),
    ("attempts", .attempts), ("outcome", .outcome), ("client", .client),
    ("service_time.mirror", .mirror(nil)),
  ]

  /// The column called `name`, nil where the format has none.
  init?(_ name: String) {
    if let known = Self.fixed.first(where: { $0.name == name }) {
      self = known.column
    } else if let rest = Self.rest(of: name, after: "header.") {
      self = .header(rest)
    } else if let rest = Self.rest(of: name, after: "service_time.mirror.") {
      self = .mirror(rest)
    } else if let attempt = Self.attempt(of: name, after: "service_time.") {
      self = .serviceTime(attempt)
    } else if let attempt = Self.attempt(of: name, after: "failure_draw.") {
      self = .failureDraw(attempt)
    } else {
      return nil
    }
  }

  private static func rest(of name: String, after prefix: String) -> String? {
    name.hasPrefix(prefix) && name.utf8.count > prefix.utf8.count ? String(name.dropFirst(prefix.count)) : nil
  }

  private static func attempt(of name: String, after prefix: String) -> Int? {
    rest(of: name, after: prefix).flatMap { Int($0) }.flatMap { attemptNumbers.contains($0) ? $0 : nil }
  }

  /// What to write in place of `name`.
  static func suggestion(for name: String) -> String {
    let names = fixed.map(\.name) + ["service_time.1", "failure_draw.1"]
    if name.hasPrefix("service_time.") || name.hasPrefix("failure_draw.") {
      return "attempts count from 1 to \(attemptNumbers.upperBound), such as service_time.1"
    }
    if let near = didYouMean(name, among: names) { return near }
    return
      "known are \(fixed.map(\.name).joined(separator: ", ")), header.NAME, service_time.N, failure_draw.N "
      + "and service_time.mirror.SERVICE"
  }

  /// The columns that the header names.
  static func columns(of header: CSVRecords, _ report: (TraceProblem) -> Void) -> [TraceColumn]? {
    guard header.count <= most else {
      report(TraceProblem(.tooLarge, "\(header.count) columns are more than \(most)", line: header.line))
      return nil
    }
    var columns: [TraceColumn] = []
    var isSound = true
    for cell in 0..<header.count {
      let name = String(decoding: header.bytes[header.range(of: cell)], as: UTF8.self)
      let place = header.columns[cell]
      guard let column = TraceColumn(name) else {
        report(
          TraceProblem(
            .unknownColumn, "there is no column \"\(name.prefix(80))\"", line: header.line, column: place,
            suggestion: suggestion(for: name)))
        isSound = false
        continue
      }
      if columns.contains(column) {
        report(
          TraceProblem(
            .duplicateColumn, "the column \"\(name.prefix(80))\" is there twice", line: header.line,
            column: place, suggestion: "remove one of the two"))
        isSound = false
      }
      columns.append(column)
    }
    guard columns.contains(.arrival) else {
      report(
        TraceProblem(
          .noArrival, "the header has no column arrival", line: header.line,
          suggestion: "the first line names the columns, such as arrival,method,host,path"))
      return nil
    }
    return isSound ? columns : nil
  }
}
