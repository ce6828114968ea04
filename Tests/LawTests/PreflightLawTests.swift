import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing
import Traffic

@Suite("Preflights are as many as the renewal argument says")
struct PreflightLawTests {
  static func world(users: Int, rate: Double, maxAge: Int, duration: Double) throws -> World {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .poisson(rate: rate),
      duration: duration)
    world.rules = """
      - filters:
        - type: CORS
          cors: {allowOrigins: ["https://shop.example"], allowMethods: [PUT], maxAge: \(maxAge)}
        backendRefs: [{name: station, port: 80}]
      """
    world.requests = [RequestShape(method: "PUT", host: "api.example", path: "/cart")]
    world.browsers = BrowserClients(origin: try #require(CORSOrigin("https://shop.example")), users: users)
    return world
  }

  /// The requests of one browser are a Poisson process of rate λ = r/U. A preflight at t is good for M seconds, in which λM requests
  /// come on the average and are spared; the next to ask is the first after t + M, and the process begins anew with it. So of the 1 + λM
  /// requests of a cycle one asks: 1/(1 + λM).
  ///
  /// All browsers begin with nothing, so in step. A cycle takes M + 1/λ on the average and deviates by 1/λ, a part 1/(1 + λM) of it; after
  /// n cycles the deviations are √n times that, and after (1 + λM)² a whole cycle, when nothing is left of the step: of its first
  /// harmonic e^(-2π²). That is the warm-up.
  @Test(
    "of requests of U browsers at the rate r, with M seconds of max age, 1/(1 + (r/U)·M) ask first",
    arguments: [(100, 100.0, 5), (1000, 100.0, 5), (2000, 400.0, 5), (50, 20.0, 10), (400, 100.0, 30)])
  func share(users: Int, rate: Double, maxAge: Int) throws {
    let spared = rate / Double(users) * Double(maxAge)
    var world = try Self.world(users: users, rate: rate, maxAge: maxAge, duration: 100_000 / rate)
    world.warmUp = (1 + spared) * (1 + spared) * (Double(maxAge) + Double(users) / rate)
    let shares = Interval(of: try world.run(replications: 20).compactMap(Self.share))
    let expected = 1 / (1 + spared)
    #expect(shares.covers(expected), "expected \(expected), found \(shares.mean) ± \(shares.halfWidth)")
    #expect(shares.halfWidth < 0.02 * expected)
  }

  static func share(_ record: ReplicationRecord) -> Double? {
    let labels: Labels = ["route": "default/all", "rule": "0"]
    guard let preflights = record.value("cors_preflights", labels),
      let allowed = record.value("cors_allowed", labels)
    else { return nil }
    return preflights / allowed
  }

  /// A day outlives the run, so each browser asks once; of 10,000 requests each of 100 browsers sends one, but for e⁻¹⁰⁰.
  @Test("with a max age of a day each browser asks once a URL")
  func onceADay() throws {
    let record = try #require(
      try Self.world(users: 100, rate: 100, maxAge: 86_400, duration: 100).run().first)
    #expect(record.value("cors_preflights", ["route": "default/all", "rule": "0"]) == 100)
    #expect(record.value("cors_refused", ["route": "default/all", "rule": "0"]) == 0)
  }

  @Test("which browser makes a request shifts nothing else: answers come as without browsers")
  func sameWorld() throws {
    var world = try Self.world(users: 10, rate: 100, maxAge: 5, duration: 100)
    let asked = try #require(try world.run().first)
    world.browsers = nil
    let plain = try #require(try world.run().first)
    for metric in ["requests", "response_time_mean", "response_time_max", "success_ratio"] {
      #expect(asked.value(metric) == plain.value(metric))
    }
  }
}
