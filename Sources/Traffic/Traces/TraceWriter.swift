/// One record of a trace that is to be written.
public struct TraceRecord: Sendable, Equatable {
  /// When it arrives, in nanoseconds from time zero.
  public var arrival: Int64
  /// What it asks for; headers of one name become one value.
  public var shape: RequestShape
  /// The status that was seen.
  public var status: Int?
  /// The response time that was seen, in seconds.
  public var duration: Double?
  /// The time in a slot of each attempt, in seconds.
  public var serviceTimes: [Double?]
  /// The failure draw of each attempt, in [0, 1).
  public var failureDraws: [Double?]
  /// The time in a slot of the copy, in seconds.
  public var mirrorServiceTime: Double?

  /// Creates a record.
  public init(
    arrival: Int64, shape: RequestShape, status: Int? = nil, duration: Double? = nil,
    serviceTimes: [Double?] = [], failureDraws: [Double?] = [], mirrorServiceTime: Double? = nil
  ) {
    self.arrival = arrival
    self.shape = shape
    self.status = status
    self.duration = duration
    self.serviceTimes = serviceTimes
    self.failureDraws = failureDraws
    self.mirrorServiceTime = mirrorServiceTime
  }
}

/// Writes traces in Weir's CSV form.
public enum TraceWriter {
  /// The text of `records`, which are in the order of arrival: a header with the columns that any of them needs, then one line each.
  ///
  /// ``readTrace(bytes:file:options:diagnostics:)`` reads back what was written, to the last bit.
  public static func text(of records: [TraceRecord]) -> String {
    let headers = Set(records.flatMap { $0.shape.headers.map(\.name) }).sorted()
    let attempts = records.map(\.serviceTimes.count).max() ?? 0
    let draws = records.map(\.failureDraws.count).max() ?? 0
    let hasStatus = records.contains { $0.status != nil }
    let hasDuration = records.contains { $0.duration != nil }
    let hasMirror = records.contains { $0.mirrorServiceTime != nil }
    var names = ["arrival", "method", "host", "path"] + headers.map { "header.\($0)" }
    names += (hasStatus ? ["status"] : []) + (hasDuration ? ["duration"] : [])
    names += (0..<attempts).map { "service_time.\($0 + 1)" } + (0..<draws).map { "failure_draw.\($0 + 1)" }
    names += hasMirror ? ["service_time.mirror"] : []
    var text = line(names)
    for record in records {
      let shape = record.shape
      var cells = [seconds(record.arrival), shape.method, shape.host, shape.path]
      cells += headers.map { name in
        shape.headers.filter { $0.name == name }.map(\.value).joined(separator: ",")
      }
      if hasStatus { cells.append(record.status.map(String.init) ?? "") }
      if hasDuration { cells.append(number(record.duration)) }
      cells += (0..<attempts).map { $0 < record.serviceTimes.count ? number(record.serviceTimes[$0]) : "" }
      cells += (0..<draws).map { $0 < record.failureDraws.count ? number(record.failureDraws[$0]) : "" }
      if hasMirror { cells.append(number(record.mirrorServiceTime)) }
      text += line(cells)
    }
    return text
  }

  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  /// Nanoseconds as seconds, without loss.
  private static func seconds(_ time: Int64) -> String {
    let (whole, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = String(1_000_000_000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  private static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { ",\"\r\n".utf8.contains($0) }
    return needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
  }
}
