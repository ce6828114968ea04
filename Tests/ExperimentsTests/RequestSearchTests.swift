import Experiments
import Foundation
import Records
import Results
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Requests that are chosen to be explained")
struct RequestSearchTests {
  static let second: Int64 = 1_000_000_000

  /// Every fate that a plain world knows: retries, a budget, timeouts, a short queue, a service without endpoints, a path without a rule.
  static func world(seed: UInt64) throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.02), concurrency: 2, queue: 6)
    station.endpoints = 2
    station.failures = .init(rate: 0.4, status: 503)
    var world = World(station: station, arrivals: .poisson(rate: 120), duration: 6)
    world.seed = seed
    world.warmUp = 1
    world.dataPlane.replicas = 2
    world.requests = [.init(path: "/a"), .init(path: "/plain"), .init(path: "/gone"), .init(path: "/none")]
    world.rules = """
      - matches: [{path: {type: PathPrefix, value: /a}}]
        backendRefs: [{name: station, port: 80}]
        timeouts: {request: 200ms, backendRequest: 60ms}
        retry: {attempts: 2, codes: [503], backoff: 5ms}
      - matches: [{path: {type: PathPrefix, value: /plain}}]
        backendRefs: [{name: station, port: 80}]
      - matches: [{path: {type: PathPrefix, value: /gone}}]
        backendRefs: [{name: gone, port: 80}]
      """
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: budget}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint: {budget: {percent: 10, interval: 1s}, minRetryRate: {count: 1, interval: 1s}}
      """
    return world
  }

  static let names =
    [RequestName(.automatic), RequestName(.number(0)), RequestName(.number(3))]
    + [RequestName(.number(.max)), RequestName(.fate(.overflow))]

  /// What is chosen, found by looking at all rows.
  static func expected(_ rows: RecordBatch, _ choice: RequestChoice) -> [Int64] {
    let measured = rows.requests.filter { $0.arrival >= second && $0.arrival < 7 * second }
    switch choice {
    case .number(let number): return rows.requests.map(\.request).filter { $0 == number }
    case .fate(let fate): return measured.filter { $0.fate == fate }.map(\.request).min().map { [$0] } ?? []
    case .slowest:
      let answered = measured.filter { $0.response >= 0 }
      return answered.sorted { ($1.response, $0.request) < ($0.response, $1.request) }.prefix(5)
        .map(\.request)
    case .denied:
      let numbers = Set(measured.map(\.request))
      let denied = rows.attempts.filter { $0.denial != nil && numbers.contains($0.request) }
      return denied.min { ($0.end, $0.request) < ($1.end, $1.request) }.map { [$0.request] } ?? []
    case .automatic: return []
    }
  }

  @Test("are those that one finds by looking at all rows", arguments: 0..<6)
  func bruteForce(seed: UInt64) throws {
    let world = try Self.world(seed: seed)
    let (_, rows) = try world.runExplained()
    let search = try #require(
      try RequestSearch.run(Model(try world.scenario(), version: "test"), names: Self.names))
    let expected = ChosenRequests(Self.names) { Self.expected(rows, $0.choice) }
    #expect(search.chosen == expected)
    #expect(expected.empty == [RequestName(.number(.max)), RequestName(.fate(.overflow))])
    #expect(Set(expected.requests.flatMap(\.reasons)).isSuperset(of: [.named, .slowest(5), .firstDenied]))
    #expect(Set(rows.requests.map(\.fate)).count >= 6)
    #expect(search.offered == [0: rows.requests.count])
    // Their rows are whole, and there are no others.
    let numbers = Set(expected.requests.map(\.number))
    let kept = try #require(search.rows[0])
    #expect(kept.requests == rows.requests.filter { numbers.contains($0.request) })
    #expect(kept.attempts == rows.attempts.filter { numbers.contains($0.request) })
    #expect(kept.decisions == rows.decisions.filter { numbers.contains($0.request) })
  }

  @Test("do not depend on how rows come in batches, or on the order in which requests end", arguments: 0..<4)
  func batches(seed: UInt64) throws {
    let (_, rows) = try Self.world(seed: seed).runExplained()
    let measured = Self.second..<7 * Self.second
    var whole = RequestSelection(measured: measured, numbers: [3])
    whole.take(rows)
    var backwards = RequestSelection(measured: measured, numbers: [3])
    var parts: [RecordBatch] = []
    rows.forEachRequest { request, attempts, decisions in
      let story = rows.story(request, attempts, decisions)
      parts.append(
        RecordBatch(
          replication: 0, requests: [request], attempts: story.attempts, decisions: story.decisions))
    }
    for part in parts.reversed() { backwards.take(part) }
    for choice in RequestChoice.automatic.parts + [.number(3), .number(4)] {
      #expect(whole.pick(choice) == backwards.pick(choice))
      for number in whole.pick(choice) { #expect(whole.story(number) == backwards.story(number)) }
    }
    #expect(whole.pick(.number(3)) == [3])
    #expect(whole.pick(.number(4)) == [])
  }

  @Test("are found in each replication that is named, and nowhere when it is stopped")
  func replications() throws {
    let model = Model(try Self.world(seed: 1).scenario(), version: "test")
    let names = [RequestName(replication: 2, .slowest), RequestName(replication: 1, .number(5))]
    let search = try #require(try RequestSearch.run(model, names: names))
    #expect(Set(search.rows.keys) == [1, 2])
    #expect(search.chosen.requests.map(\.replication) == [2, 2, 2, 2, 2, 1])
    #expect(try RequestSearch.run(model, names: names, proceed: { $0 < 0.4 }) == nil)
  }

  // MARK: In the database

  /// Every row about requests that a run on `jobs` cores leaves; what it explains can be read from it.
  private func tables(_ recording: Recording, jobs: Int, explaining: Bool = true) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("x.sqlite").path
    let variant = Variant(try Self.world(seed: 1).scenario(), version: "test")
    let model = variant.model
    var experiment = Experiment(
      variants: [variant], replications: .init(minimum: 3, maximum: 3), jobs: jobs, recording: recording)
    let search = try #require(
      try RequestSearch.run(
        model, names: [RequestName(.automatic), RequestName(replication: 1, .number(5))]))
    if explaining { experiment.explained = search.rows }
    _ = try experiment.run(database: path)
    let query = try ResultsQuery(path: path)
    var lines: [String] = []
    for sql in [
      "select * from v_request order by replication, request",
      "select * from v_attempt order by replication, request, attempt", "select * from decision",
      "select * from request", "select * from attempt",
      "select 'twice' from v_request group by replication, request having count(*) > 1",
      "select 'twice' from v_attempt group by replication, request, attempt having count(*) > 1",
    ] {
      try query.run(
        sql, columns: { _ in },
        row: {
          lines.append("\($0)")
          return true
        })
    }
    let reader = try RequestReader(path: path)
    for request in search.chosen.requests where explaining {
      let story = try #require(try reader.story(replication: request.replication, number: request.number))
      let rows = try #require(search.rows[request.replication])
      var expected: RequestStory?
      rows.forEachRequest { row, attempts, decisions in
        if row.request == request.number { expected = rows.story(row, attempts, decisions) }
      }
      #expect(story == expected)
    }
    return lines
  }

  @Test(
    "are in the database once, whatever is recorded, and the same on any number of cores",
    arguments: [Recording.none, .sample(10), .failures, .all, .blocks])
  func recorded(recording: Recording) throws {
    let one = try tables(recording, jobs: 1)
    #expect(one == (try tables(recording, jobs: 3)))
    #expect(!one.contains { $0.contains("twice") })
  }

  @Test("change nothing of what is recorded anyway")
  func unchanged() throws {
    let plain = try tables(.all, jobs: 1, explaining: false)
    let explained = try tables(.all, jobs: 1)
    let decisions = explained.filter { !plain.contains($0) }
    #expect(explained.count - decisions.count == plain.count)
    #expect(!decisions.isEmpty)
  }
}
