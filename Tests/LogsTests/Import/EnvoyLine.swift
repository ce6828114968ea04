import Logs

/// A line of Envoy's default text.
struct EnvoyLine {
  /// Milliseconds after 2026-01-31T12:00:00Z, below a minute.
  var time = 0
  var method = "GET"
  var path = "/cart"
  var status = 200
  var flags = "-"
  var duration = 10
  var client = "10.0.0.1"
  var agent = "curl/8"
  var id = "-"
  var host = "shop.example"
  var upstream = "10.1.0.1:80"

  /// 2026-01-31T12:00:00Z in nanoseconds since the epoch.
  static let origin: Int64 = 1_769_860_800_000_000_000

  var text: String {
    let seconds = time / 1000 < 10 ? "0\(time / 1000)" : "\(time / 1000)"
    let fraction = String("\(time % 1000 + 1000)".dropFirst())
    return "[2026-01-31T12:00:\(seconds).\(fraction)Z] \"\(method) \(path) HTTP/1.1\" \(status) \(flags) 0 5 "
      + "\(duration) - \"\(client)\" \"\(agent)\" \"\(id)\" \"\(host)\" \"\(upstream)\""
  }
}

extension ImportedLog {
  /// All requests that are left.
  func all() throws -> [LogEntry] {
    var log = self
    var entries: [LogEntry] = []
    while let entry = try log.next() { entries.append(entry) }
    return entries
  }
}

extension LogPlace {
  /// `file:line`, both numbers, for comparisons in tests.
  var text: String { "\(file):\(line)" }
}
