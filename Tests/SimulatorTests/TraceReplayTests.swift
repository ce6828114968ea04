import Documents
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing
import Traffic

@Suite("Replay of traces")
struct TraceReplayTests {
  /// 3,000 records in bursts, many at one time, of seven shapes.
  static let lines = (0..<3000).map { index -> (time: Int64, path: String) in
    let burst = Int64(index / 40)
    return (
      burst * burst * 7_654_321 + burst * 13_000_000 + Int64(index % 40 / 3) * 1_000_003,
      "/\(index * index % 7)"
    )
  }

  static func trace(_ options: TraceOptions = TraceOptions()) throws -> RecordedTrace {
    let records = lines.map { TraceRecord(arrival: $0.time, shape: RequestShape(path: $0.path)) }
    let diagnostics = Diagnostics()
    let bytes = Array(TraceWriter.text(of: records).utf8)
    let trace = readTrace(bytes: bytes, options: options, diagnostics: diagnostics)
    return try #require(trace, "\(diagnostics.all)")
  }

  static func replay(_ trace: RecordedTrace, seconds: Double = 60) throws -> (
    record: ReplicationRecord, requests: [RequestRow]
  ) {
    let station = ServiceModel.station(try .exponential(mean: 0.001), concurrency: nil)
    let found = try World(station: station, arrivals: .trace(trace), duration: seconds).runRecorded()
    return (found.record, found.requests)
  }

  @Test("the simulator is offered exactly the recorded arrivals, one by one, and their requests")
  func exact() throws {
    let trace = try Self.trace()
    let (record, requests) = try Self.replay(trace)
    #expect(record.conservation.offered == Self.lines.count)
    #expect(requests.map(\.arrival) == Self.lines.map(\.time))
    #expect(requests.map { trace.shapes[Int($0.shape)].path } == Self.lines.map(\.path))
  }

  @Test("a window at another speed is offered as it is, too")
  func window() throws {
    let trace = try Self.trace(TraceOptions(from: 1_000_000_000, to: 9_000_000_000, speed: 4))
    let (_, requests) = try Self.replay(trace)
    let expected = Self.lines.filter { (1_000_000_000..<9_000_000_000).contains($0.time) }
    #expect(!expected.isEmpty && expected.count < Self.lines.count)
    #expect(
      requests.map(\.arrival) == expected.map { Int64((Double($0.time - 1_000_000_000) / 4).rounded()) })
    #expect(requests.map { trace.shapes[Int($0.shape)].path } == expected.map(\.path))
  }

  @Test("a scaled trace is offered with the recorded arrivals among its own, in order")
  func scaled() throws {
    let trace = try Self.trace(TraceOptions(scale: 2))
    let (record, requests) = try Self.replay(trace)
    #expect(record.conservation.offered == 2 * Self.lines.count)
    #expect(zip(requests, requests.dropFirst()).allSatisfy { $0.arrival <= $1.arrival })
    var places: [Int64: [String]] = [:]
    for request in requests {
      places[request.arrival, default: []].append(trace.shapes[Int(request.shape)].path)
    }
    #expect(Self.lines.allSatisfy { places[$0.time]?.contains($0.path) ?? false })
  }
}
