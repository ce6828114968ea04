import Engine
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Response times over time")
struct ResponseTimeCourseTests {
  static func world(rate: Double, warmUp: Double = 0, duration: Double) throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.02), concurrency: 3)
    station.failures = .init(rate: 0.2, status: 500)
    var world = World(station: station, arrivals: .poisson(rate: rate), duration: duration)
    world.warmUp = warmUp
    world.deadline = 100_000_000
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        timeouts: {request: 300ms}
        retry: {attempts: 1, codes: [500], backoff: 10ms}
      """
    return world
  }

  @Test(
    "each window has the answers of what arrived in it, the warm-up included",
    arguments: [(120.0, 2.0, 9.0, 1), (2, 1, 700, 2)])
  func windows(rate: Double, warmUp: Double, duration: Double, length: Int) throws {
    let (record, requests, _) = try Self.world(rate: rate, warmUp: warmUp, duration: duration).runRecorded()
    let seconds = Int(warmUp + duration)
    let windows = record.responseWindows
    #expect(windows.map(\.second) == Array(stride(from: 0, to: seconds, by: length)))
    #expect(windows.allSatisfy { $0.seconds == length })
    var expected = [[Int: UInt64]](repeating: [:], count: windows.count)
    for request in requests where request.response >= 0 {
      let window = Int(request.arrival / 1_000_000_000) / length
      expected[window][ResponseWindow.Bucket.index(of: request.response), default: 0] += 1
    }
    for (window, counts) in zip(windows, expected) {
      #expect(window.buckets.map(\.index) == counts.keys.sorted())
      #expect(window.buckets.allSatisfy { $0.count == counts[$0.index] })
    }
    func sum(_ metric: String) -> Double {
      let series = record.timeline.first { $0.entity == "traffic/clients" && $0.metric == metric }
      return series?.values.reduce(0, +) ?? -1
    }
    let buckets = windows.flatMap(\.buckets)
    #expect(sum("answered") == Double(buckets.reduce(0) { $0 + $1.count }))
    #expect(sum("goodput") == Double(buckets.reduce(0) { $0 + $1.successes }))
    #expect(sum("goodput") < sum("answered"))
  }

  @Test("without a warm-up all windows together have the quantiles of the whole run")
  func quantiles() throws {
    let record = try #require(try Self.world(rate: 120, duration: 60).run().first)
    let all = ResponseWindow.merged(record.responseWindows)
    #expect(Double(all.reduce(0) { $0 + $1.count }) == record.value("requests"))
    // Each is the middle of a bucket that holds the same time.
    let error =
      (ResponseWindow.Bucket.relativeError + Histogram.relativeError) / (1 - Histogram.relativeError)
    for (name, q) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
      let time = try #require(record.value("response_time_\(name)"))
      let found = try #require(ResponseWindow.quantile(q, of: all))
      #expect(abs(Double(found) / 1e9 - time) <= error * time)
      let success = try #require(record.value("ok_response_time_\(name)"))
      let ok = try #require(ResponseWindow.quantile(q, of: all, counting: \.successes))
      #expect(abs(Double(ok) / 1e9 - success) <= error * success)
    }
  }
}
