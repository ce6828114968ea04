/// Writes Weir's trace form, and plain CSV and lines of JSON that say the same with times of day in place of seconds.
struct TableWriter: LogWriter {
  /// Which of them.
  enum Kind {
    case weir, csv, ndjson
  }

  let kind: Kind
  /// Time zero of Weir's form, in nanoseconds since the epoch; no request is before it.
  let origin: Int64

  /// Of columns or keys. Durations are seconds, which only Weir's form need not say.
  private var names: [String] {
    let unit = kind == .weir ? "" : "_s"
    return [
      "arrival", "method", "host", "path", "status", "duration\(unit)", "upstream",
      "upstream_duration\(unit)",
      "attempts", "outcome", "client",
    ]
  }

  var traits: WrittenTraits {
    WrittenTraits(
      order: .start,
      fields: [
        .method, .host, .path, .status, .duration, .upstreamDuration, .upstream, .attempts, .outcome,
      ], tellsUnended: true)
  }

  func begin(_ bytes: inout [UInt8]) {
    if kind != .ndjson { CSVLine.append(names, to: &bytes) }
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    guard kind == .ndjson else { return CSVLine.append(cells(of: request), to: &bytes) }
    let members = zip(names, cells(of: request)).compactMap { name, cell -> (String, WrittenJSON)? in
      guard !cell.isEmpty else { return nil }
      let isNumber = ["status", "duration_s", "upstream_duration_s", "attempts"].contains(name)
      return (name, isNumber ? .decimal(cell) : .text(cell))
    }
    WrittenJSON.object(members.map { (key: $0.0, value: $0.1) }).append(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  private func cells(of request: WrittenRequest) -> [String] {
    func seconds(_ time: Int64?) -> String { time.map { decimal($0, unit: 1_000_000_000) } ?? "" }
    let arrival =
      kind == .weir ? seconds(request.start - origin) : CalendarTime(request.start).iso(digits: 9)
    return [
      arrival, request.method, request.host, request.path, request.status.map(String.init) ?? "",
      seconds(request.isEnded ? request.duration : nil), request.service, seconds(request.upstreamDuration),
      "\(request.attempts.count)", request.outcome == .ok ? "" : request.outcome.word, request.client,
    ]
  }
}
