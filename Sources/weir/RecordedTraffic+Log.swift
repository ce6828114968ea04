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
    let isKnown = Self.tellsServices(entries, log.upstreams)
    let services =
      isKnown ? (0..<log.upstreams.count).map { log.upstreams.string(Int32($0)) } + ["unknown"] : ["recorded"]
    let shapes = (0..<log.shapes.count).map { number in
      let shape = log.shapes[Int32(number)]
      return Shape(method: shape.method, host: shape.host, path: shape.path)
    }
    self.init(
      requests: entries.map { entry in
        let service = isKnown ? (entry.upstream >= 0 ? entry.upstream : Int32(log.upstreams.count)) : 0
        return RecordedRequest(
          arrival: entry.arrival, duration: entry.duration > Self.longest ? -1 : entry.duration,
          service: service, shape: entry.shape, status: entry.status)
      }, services: services, shapes: shapes)
  }

  private static func tellsServices(_ entries: [LogEntry], _ upstreams: InternedTexts) -> Bool {
    let isAddress = (0..<upstreams.count).map { address(upstreams.string(Int32($0))) }
    let known = entries.count { $0.upstream >= 0 && !isAddress[Int($0.upstream)] }
    return known * 2 > entries.count
  }

  /// Whether a text is digits, dots, colons and brackets, or hexadecimal with colons, so the address of an endpoint and no service's.
  private static func address(_ text: String) -> Bool {
    let host = text.split(separator: "/").last ?? ""
    return host.contains { $0.isNumber }
      && host.allSatisfy { $0.isHexDigit || ".:[]".contains($0) } && host.contains { ".:".contains($0) }
  }
}
