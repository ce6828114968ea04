import Experiments
import Logs

extension RecordedTraffic {
  /// Longer durations than these 30 days in nanoseconds are none.
  private static let longest: Int64 = 2_592_000_000_000_000

  /// All requests of a log. Where fewer than half of them tell who served them, or it is an address, all are of one service.
  ///
  /// - Throws: a failure with 74 where what the import put aside cannot be read again.
  init(_ log: inout ImportedLog) throws {
    var entries: [LogEntry] = []
    do throws(TraceProblem) {
      while let entry = try log.next() { entries.append(entry) }
    } catch {
      throw Failure(.inputOutput, error.message)
    }
    let names = (0..<log.upstreams.count).map { Self.service(log.upstreams.string(Int32($0))) }
    let isKnown = entries.count { $0.upstream >= 0 && names[Int($0.upstream)] != nil } * 2 > entries.count
    var services = isKnown ? Set(names.compactMap(\.self)).sorted() : []
    let places = Dictionary(uniqueKeysWithValues: services.enumerated().map { ($1, Int32($0)) })
    let numbers = names.map { name in name.flatMap { places[$0] } }
    services.append(isKnown ? "unknown" : "recorded")
    let shapes = (0..<log.shapes.count).map { number in
      let shape = log.shapes[Int32(number)]
      return Shape(method: shape.method, host: shape.host, path: shape.path)
    }
    self.init(
      requests: entries.map { entry in
        let service = entry.upstream >= 0 ? numbers[Int(entry.upstream)] : nil
        return RecordedRequest(
          arrival: entry.arrival, duration: entry.duration > Self.longest ? -1 : entry.duration,
          service: service ?? Int32(services.count - 1), shape: entry.shape, status: entry.status)
      }, services: services, shapes: shapes)
    // Whole seconds were spread when they were read.
    if let tick = log.accounting.clock.unit, tick < 1_000_000_000 { spread(over: tick) }
  }

  /// The service that an upstream names, nil where it is the address of an endpoint. HAProxy writes `backend/server`.
  private static func service(_ upstream: String) -> String? {
    guard address(upstream) else { return upstream }
    let parts = upstream.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !address(String(parts[0])) ? String(parts[0]) : nil
  }

  /// Whether a text is digits, dots, colons and brackets, or hexadecimal with colons, so the address of an endpoint and no service's.
  private static func address(_ text: String) -> Bool {
    let host = text.split(separator: "/").last ?? ""
    return host.contains { $0.isNumber }
      && host.allSatisfy { $0.isHexDigit || ".:[]".contains($0) } && host.contains { ".:".contains($0) }
  }
}
