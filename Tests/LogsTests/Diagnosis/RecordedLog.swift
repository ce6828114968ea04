import Documents
import Engine
import Logs

/// Logs in Envoy's text, made of arrivals.
enum RecordedLog {
  /// The diagnosis of a log of these arrivals, in nanoseconds after 2026-01-01, with a line each.
  static func diagnosis(of arrivals: some Sequence<Int64>, digits: Int = 3) throws -> TraceDiagnosis? {
    try diagnosis(of: arrivals.enumerated().map { line(arrival: $1, digits: digits, path: "/carts/\($0)") })
  }

  /// The diagnosis of a log of these lines.
  static func diagnosis(of lines: [String]) throws -> TraceDiagnosis? {
    var options = LogOptions()
    options.format = .envoy
    options.isLenient = true
    options.spread = .none
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    guard let log = LogImport(files: ["log"], options: options).read(text, diagnostics: Diagnostics()) else {
      return nil
    }
    return try TraceDiagnosis(log)
  }

  /// A line about a request that arrived so many nanoseconds after 2026-01-01.
  static func line(
    arrival: Int64, digits: Int = 3, path: String = "/", status: Int = 200, milliseconds: Int = 12,
    upstream: String = "10.0.2.1:80"
  ) -> String {
    let time = 1_767_225_600_000_000_000 + arrival
    let fraction = String(time % 1_000_000_000 + 1_000_000_000).dropFirst().prefix(digits)
    let stamp = LogClock.text(time / 1_000_000_000 * 1_000_000_000).dropLast()
    return
      "[\(stamp)\(digits > 0 ? "." : "")\(fraction)Z] \"GET \(path) HTTP/2\" \(status) - 0 5 \(milliseconds) 9 \"-\" \"agent\" "
      + "\"-\" \"shop.example\" \"\(upstream)\""
  }

  /// Arrivals of a Poisson process, in nanoseconds.
  static func poisson(rate: Double, count: Int, seed: UInt64) -> [Int64] {
    var draws = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
    var time = 0.0
    return (0..<count).map { _ in
      time += draws.exponential() / rate
      return Int64(time * 1e9)
    }
  }
}
