/// Tells probes of health from requests of clients.
///
/// Assumption A-LOG-4: a request of a well-known prober, or for a well-known path of health, is a probe.
enum HealthCheck {
  /// How the user agents of probers begin.
  private static let agents = [
    "kube-probe/", "ELB-HealthChecker/", "GoogleHC/", "Envoy/HC", "Amazon-Route53-Health-Check-Service",
    "Consul Health Check",
  ].map { Array($0.utf8) }

  /// Paths that are asked for health, and what is below them.
  private static let paths = [
    "/healthz", "/livez", "/readyz", "/health", "/healthcheck", "/health-check", "/-/healthy", "/-/ready",
    "/actuator/health", "/grpc.health.v1.Health/Check",
  ].map { Array($0.utf8) }

  /// The bytes after a slash, or at the beginning of an agent, with which one of those begins.
  private static let firsts: [Bool] = {
    var firsts = [Bool](repeating: false, count: 256)
    for agent in agents { firsts[Int(agent[0])] = true }
    for path in paths { firsts[Int(path[1])] = true }
    return firsts
  }()

  /// Whether the record is that of a probe.
  static func isProbe(_ record: borrowing LogRecord, in line: borrowing Span<UInt8>) -> Bool {
    isAgent(record, line) || isPath(record, line)
  }

  private static func isAgent(_ record: borrowing LogRecord, _ line: borrowing Span<UInt8>) -> Bool {
    guard !record.userAgent.isEmpty, firsts[Int(record.byte(0, of: record.userAgent, line))] else {
      return false
    }
    return agents.contains { begins(with: $0, record.userAgent, record, line) }
  }

  private static func isPath(_ record: borrowing LogRecord, _ line: borrowing Span<UInt8>) -> Bool {
    let path = record.path
    guard path.range.count > 1, firsts[Int(record.byte(1, of: path, line))] else { return false }
    return paths.contains { known in
      guard begins(with: known, path, record, line) else { return false }
      guard path.range.count > known.count else { return true }
      let next = record.byte(known.count, of: path, line)
      return next == UInt8(ascii: "/") || next == UInt8(ascii: "?")
    }
  }

  private static func begins(
    with known: [UInt8], _ text: LogText, _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>
  ) -> Bool {
    guard text.range.count >= known.count else { return false }
    for index in known.indices where record.byte(index, of: text, line) != known[index] { return false }
    return true
  }
}
