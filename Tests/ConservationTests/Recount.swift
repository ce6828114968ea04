import Records
import Scenarios
import Simulator
import TestWorlds

/// What one replication of a random world recorded, and what it breaks of what must hold in every world.
struct Recount {
  let world: World
  let record: ReplicationRecord
  let requests: [RequestRow]
  let attempts: [AttemptRow]

  init(_ world: World) throws {
    self.world = world
    (record, requests, attempts) = try world.runRecorded()
  }

  var station: ServiceModel { world.services[0] }

  /// What of `claims` does not hold.
  static func broken(_ claims: KeyValuePairs<String, Bool>) -> [String] {
    claims.filter { !$0.value }.map(\.key)
  }

  /// Every request is answered once or in flight, and its attempts are as many as it says.
  func brokenRequests() -> [String] {
    let measured = requests.count { $0.arrival >= Int64(world.warmUp * 1e9) }
    return Self.broken([
      "conservation": record.conservation.holds,
      "offered": record.conservation.offered == requests.count,
      "unanswered": record.conservation.unanswered == requests.count { $0.fate == .unanswered },
      "each request once": requests.map(\.request) == Array(0..<Int64(requests.count)),
      "response": requests.allSatisfy { ($0.fate == .unanswered) == ($0.response < 0) },
      "attempt rows": attempts.count == requests.reduce(0) { $0 + Int($1.attempts) },
      "requests": record.value("requests") == Double(measured),
      "tries": (record.value("tries_per_request") ?? 1) >= 1,
    ])
  }

  /// Every request is answered once or in flight, and rows, counts and metrics agree.
  func brokenAccounts() -> [String] {
    let offered = record.timeline.first { $0.entity == "traffic/clients" && $0.metric == "offered" }
    let start = Int64(world.warmUp * 1e9)
    let measured = requests.filter { $0.arrival >= start }
    let numbers = Set(measured.map(\.request))
    let own = attempts.filter { numbers.contains($0.request) }
    let fates = Fate.allCases.compactMap { record.value("fate_ratio", ["fate": $0.name]) }
    let denied = own.count { $0.denial != nil }
    return Self.broken([
      "conservation": record.conservation.holds,
      "offered": record.conservation.offered == requests.count,
      "unanswered": record.conservation.unanswered == requests.count { $0.fate == .unanswered },
      "each request once": requests.map(\.request) == Array(0..<Int64(requests.count)),
      "response": requests.allSatisfy { ($0.fate == .unanswered) == ($0.response < 0) },
      "attempt rows": attempts.count == requests.reduce(0) { $0 + Int($1.attempts) },
      "timeline": offered?.values.reduce(0, +) == Double(requests.count),
      "requests": record.value("requests") == Double(measured.count),
      "fates": measured.isEmpty || abs(fates.reduce(0, +) - 1) < 1e-9,
      "first attempts": record.value("first_attempts", ReplicationRecord.station)
        == Double(own.count { $0.attempt == 1 }),
      "retries": record.value("retries", ReplicationRecord.station) == Double(own.count { $0.attempt > 1 }),
      "denials": Int(record.value("retries_denied", ReplicationRecord.station) ?? 0) == denied,
      "mirrors": record.mirrors.allSatisfy { $0.sent <= $0.eligible && $0.failed <= $0.sent },
    ])
  }

  /// Attempts of a request follow one another and never overlap.
  func brokenOrder() -> [String] {
    var isNumbered = true
    var isApart = true
    for (one, next) in zip(attempts, attempts.dropFirst()) where one.request == next.request {
      if next.attempt != one.attempt + 1 { isNumbered = false }
      if one.end < one.start || next.start < one.end { isApart = false }
    }
    return Self.broken(["numbered in order": isNumbered, "one after the other": isApart])
  }

  /// No endpoint serves more at a time than it has slots, recounted from what was served to its end.
  func brokenSlots() -> [String] {
    guard let slots = station.concurrency else { return [] }
    let served = attempts.filter { $0.serviceTime >= 0 }
    let broken = (0..<max(station.endpoints, station.autoscaler?.maximum ?? 0)).filter { endpoint in
      let own = served.filter { $0.endpoint == endpoint }
      return Self.overlap(own.map { $0.end - $0.serviceTime..<$0.end }) > slots
    }
    return broken.map { "slots of endpoint \($0)" }
  }

  /// No Envoy has more connections than its thresholds allow, and one for each endpoint beside, nor more requests on them.
  func brokenConnections() -> [String] {
    guard world.dataPlane.isEnvoy else { return [] }
    return (0..<world.dataPlane.replicas).flatMap { replica in
      let own = attempts.filter {
        $0.serviceTime >= 0 && requests[Int($0.request)].replica == replica
      }
      let busy = Self.overlap(own.map { $0.end - $0.serviceTime - $0.waiting..<$0.end })
      return Self.broken([
        "requests of replica \(replica)": busy <= station.envoy.maxRequests,
        "connections of replica \(replica)": busy <= station.envoy.maxConnections + station.endpoints,
      ])
    }
  }

  /// How many of the ranges hold a moment in common, at most.
  static func overlap(_ ranges: [Range<Int64>]) -> Int {
    let changes = ranges.flatMap { [($0.lowerBound, 1), ($0.upperBound, -1)] }.sorted { $0 < $1 }
    var most = 0
    var now = 0
    for (_, change) in changes {
      now += change
      most = max(most, now)
    }
    return most
  }
}
