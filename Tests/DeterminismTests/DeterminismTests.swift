import Experiments
import Foundation
import Records
import Results
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("The same seed gives the same bytes")
struct DeterminismTests {
  /// Two gateway replicas, a budget that runs out, a mirror, timeouts, a crash and an error fault; exponential times only, whose draws do
  /// not depend on the machine's mathematical library.
  static func world() throws -> World {
    var station = ServiceModel.station(try .exponential(mean: 0.01), concurrency: 4, queue: 20)
    station.endpoints = 3
    station.failures = .init(rate: 0.02, status: 503)
    var world = World(station: station, arrivals: .poisson(rate: 500), duration: 12)
    world.warmUp = 2
    world.seed = 7
    world.dataPlane.replicas = 2
    world.dataPlane.loadBalancing = .leastRequest
    var copy = ServiceModel(name: NamespacedName(name: "copy"), serviceTime: try .exponential(mean: 0.01))
    copy.concurrency = 6
    world.services.append(copy)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        timeouts: {request: 500ms, backendRequest: 100ms}
        retry: {attempts: 3, codes: [503], backoff: 10ms}
        filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}, percent: 42}}]
      """
    world.manifests = """
      apiVersion: gateway.networking.x-k8s.io/v1alpha1
      kind: XBackendTrafficPolicy
      metadata: {name: budget}
      spec:
        targetRefs: [{group: "", kind: Service, name: station}]
        retryConstraint: {budget: {percent: 20, interval: 2s}, minRetryRate: {count: 3, interval: 1s}}
      """
    world.faults = [
      Fault(
        name: "errors", target: .service(NamespacedName(name: "station"), endpoints: nil),
        start: 4_000_000_000,
        duration: 2_000_000_000, effect: .errors(.init(rate: 0.6, status: 503))),
      Fault(
        name: "crash", target: .service(NamespacedName(name: "station"), endpoints: 1), start: 8_000_000_000,
        duration: 1_000_000_000, effect: .crash(.lost)),
    ]
    return world
  }

  /// What `read` finds in the database that a run on `jobs` cores leaves.
  static func database<Content>(jobs: Int, _ read: (_ path: String) throws -> Content) throws -> Content {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("world.sqlite").path
    var scenario = try world().scenario()
    let check = Check(text: "goodput > 0", metric: "goodput", labels: .none, condition: .above(0))
    scenario.checks = [check]
    let outcome = try Experiment(
      variants: [Variant(scenario, version: "test")], replications: .init(minimum: 5, maximum: 5), jobs: jobs,
      recording: .all
    )
    .run(database: path)
    #expect(outcome.isConserved)
    return try read(path)
  }

  /// Every table of a database, row by row.
  static func tables(path: String) throws -> [String] {
    let query = try ResultsQuery(path: path)
    var names: [String] = []
    try query.run(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
      columns: { _ in },
      row: {
        names += $0.map { "\($0)" }
        if case .text(let name) = $0[0] { names[names.count - 1] = name }
        return true
      })
    var lines: [String] = []
    for name in names {
      lines.append(name)
      try query.run(
        "select * from \"\(name)\"", columns: { _ in },
        row: {
          lines.append("\($0)"); return true
        })
    }
    return lines
  }

  @Test("on one core and on several, to every row of every table")
  func jobs() throws {
    let one = try Self.database(jobs: 1, Self.tables)
    #expect(one.count > 50_000)
    #expect(one == (try Self.database(jobs: 2, Self.tables)))
    #expect(one == (try Self.database(jobs: 5, Self.tables)))
  }

  @Test("the database has the same bytes on any number of cores")
  func bytes() throws {
    func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
    let one = try Self.database(jobs: 1, bytes)
    #expect(one.count > 100_000)
    for jobs in [2, 3, 4, 5] { #expect(one == (try Self.database(jobs: jobs, bytes)), "\(jobs) cores") }
  }

  @Test("twice in one process")
  func twice() throws {
    #expect(try Self.world().run(replications: 2) == Self.world().run(replications: 2))
  }

  /// Debug and release builds, and other processes and machines, are held to one digest of everything a replication measures; it
  /// changes only with the model, and then on purpose.
  @Test("in any process, debug or release: the digest is the frozen one")
  func frozen() throws {
    let record = try #require(try Self.world().run().first)
    var digest = Digest()
    for metric in record.metrics {
      digest.mix("\(metric.name)\(metric.labels)\(metric.value.map { "\($0)" } ?? "-")\n")
    }
    for series in record.timeline where !Self.isCourse(series) { digest.mix(series) }
    for episode in record.episodes { digest.mix("\(episode)\n") }
    for histogram in record.histograms {
      digest.mix("\(histogram.name)\(histogram.labels) \(histogram.buckets)\n")
    }
    digest.mix("\(record.events)")
    #expect(digest.hash == 11_508_375_237_542_544_184)
  }

  /// A digest of its own, so that what is recorded for pictures is seen to change nothing else.
  @Test("the digest of what is recorded over time for pictures is the frozen one")
  func frozenCourses() throws {
    let record = try #require(try Self.world().run().first)
    var digest = Digest()
    let courses = record.timeline.filter(Self.isCourse)
    #expect(courses.count == 6)
    for series in courses { digest.mix(series) }
    for window in record.responseWindows {
      digest.mix("\(window.second) \(window.seconds) \(window.buckets)\n")
    }
    #expect(digest.hash == 14_713_607_483_766_606_957)
  }

  private static func isCourse(_ series: TimelineSeries) -> Bool {
    series.metric.hasPrefix("budget_") || series.metric == "endpoints_ready"
      || series.entity.hasPrefix("mirror/")
  }

  /// FNV-1a of 64 bits.
  private struct Digest {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func mix(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    mutating func mix(_ series: TimelineSeries) {
      mix("\(series.entity) \(series.metric) \(series.values)\n")
    }
  }
}
