import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Metrics of sources and routes")
struct RouteMetricsTests {
  /// Six services that fail with a status of their own half of the time, at one route of two rules, and a path that no rule takes.
  static func world() throws -> World {
    var world = World(
      station: .station(try .constant(0.0001), concurrency: nil), arrivals: .constant(rate: 10_000),
      duration: 0.50005)
    let statuses = [500, 501, 502, 503, 504, 599]
    world.services = try statuses.map { status in
      var service = ServiceModel(
        name: NamespacedName(name: "s\(status)"), serviceTime: try .exponential(mean: 0.01))
      service.concurrency = nil
      service.failures = .init(rate: 0.5, status: status)
      return service
    }
    let backends = statuses.map { "{name: s\($0), port: 80}" }.joined(separator: ", ")
    world.rules = """
      - matches: [{path: {type: PathPrefix, value: /a}}]
        backendRefs: [\(backends)]
      - matches: [{path: {type: PathPrefix, value: /b}}]
        filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}]
      """
    world.requests = ["/a", "/b", "/c"].map { RequestShape(path: $0) }
    return world
  }

  @Test("every status is counted, of the total and of a route, and no other")
  func statuses() throws {
    let (record, requests, _) = try Self.world().runRecorded()
    #expect(Set(requests.map(\.status)) == [200, 301, 404, 500, 501, 502, 503, 504, 599])
    let groups: [(Labels, [RequestRow])] = [
      (.none, requests), (["traffic": "clients"], requests),
      (["route": "default/all"], requests.filter { $0.status != 404 }),
    ]
    for (labels, own) in groups {
      #expect(record.value("requests", labels) == Double(own.count))
      let counts = Dictionary(grouping: own, by: \.status).mapValues { Double($0.count) }
      let found = record.metrics.filter {
        $0.name == "status_ratio"
          && Labels($0.labels.all.filter { $0.key != "status" }.map { ($0.key, $0.value) }) == labels
      }
      #expect(found.map { $0.labels["status"] } == counts.keys.sorted().map { "\($0)" })
      for sample in found {
        let status = try #require(sample.labels["status"].flatMap(Int16.init))
        #expect(sample.value == counts[status].map { $0 / Double(own.count) })
      }
    }
  }

  @Test("every response time is in the histograms, those of failures in one of the two")
  func histograms() throws {
    let (record, requests, _) = try Self.world().runRecorded()
    #expect(!requests.count.isMultiple(of: 16))
    let groups: [(Labels, [RequestRow])] = [
      (.none, requests), (["route": "default/all"], requests.filter { $0.status != 404 }),
    ]
    for (labels, own) in groups {
      func count(_ name: String) -> UInt64? {
        record.histograms.first { $0.name == name && $0.labels == labels }?.buckets.reduce(0) {
          $0 + $1.count
        }
      }
      let successes = own.filter { $0.status < 400 }
      #expect(count("response_time") == UInt64(own.count))
      #expect(count("ok_response_time") == UInt64(successes.count))
      #expect(record.value("response_time_max", labels) == own.map(\.response).max().map { Double($0) / 1e9 })
      #expect(
        record.value("ok_response_time_max", labels)
          == successes.map(\.response).max().map { Double($0) / 1e9 })
      let sum = own.reduce(0.0) { $0 + Double($1.response) }
      let mean = try #require(record.value("response_time_mean", labels))
      #expect(abs(mean - sum / Double(own.count) / 1e9) < 1e-12)
    }
  }
}
