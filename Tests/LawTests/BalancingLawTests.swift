import Foundation
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Experiment E9 of reference retry-budgets 7.2: Poisson arrivals at 100 endpoints with one slot each and exponential service of one
/// second; the mean time that a request spends there.
@Suite("Two choices are worth almost as much as knowing all")
struct BalancingLawTests {
  static let endpoints = 100

  static func sojourn(
    _ balancing: DataPlane.LoadBalancing, load: Double, replicas: Int = 1, duration: Double
  ) throws -> Double {
    var station = ServiceModel.station(try .exponential(mean: 1))
    station.endpoints = endpoints
    var world = World(
      station: station, arrivals: .poisson(rate: load * Double(endpoints)), duration: duration)
    world.warmUp = duration / 3
    world.dataPlane.loadBalancing = balancing
    world.dataPlane.replicas = replicas
    let record = try #require(try world.run().first)
    return try #require(record.value("sojourn_time_mean", ReplicationRecord.station))
  }

  /// Each endpoint is an M/M/1 queue: 1/(1-ρ).
  static func random(load: Double) -> Double { 1 / (1 - load) }

  /// Σ ρ^(2ⁱ-2) over i ≥ 1, for endless endpoints (Mitzenmacher 2001, doi:10.1109/71.963420); a few percent off at 100 of them.
  static func twoChoices(load: Double) -> Double {
    (1...10).reduce(0) { $0 + pow(load, pow(2, Double($1)) - 2) }
  }

  /// Each of n endpoints gets every n-th arrival, so it is an Eₙ/M/1 queue: 1/(1-σ) with the root of σ = (nρ/(nρ + 1 - σ))ⁿ below 1
  /// (Kleinrock 1975, 6.4).
  static func roundRobin(load: Double) -> Double {
    let stages = Double(endpoints) * load
    let root = (0..<2000).reduce(0.0) { sigma, _ in
      pow(stages / (stages + 1 - sigma), Double(endpoints))
    }
    return 1 / (1 - root)
  }

  static let loads = LongLaws.areAsked ? [0.7, 0.9, 0.95] : [0.7]

  @Test("random, round robin and the better of two come out at their formulas", arguments: loads)
  func means(load: Double) throws {
    let duration = LongLaws.areAsked ? 60_000.0 : 1000
    for (balancing, expected) in [
      (DataPlane.LoadBalancing.random, Self.random(load: load)), (.roundRobin, Self.roundRobin(load: load)),
      (.leastRequest, Self.twoChoices(load: load)),
    ] {
      let found = try Self.sojourn(balancing, load: load, duration: duration)
      #expect(abs(found / expected - 1) < 0.05, "\(balancing): expected \(expected), found \(found)")
    }
  }

  /// Of k proxies each sees its own requests alone: with 2.6 · 0.9 requests at an endpoint, hardly any of 100 proxies has one there.
  @Test("proxies that do not share their counts lose the choice")
  func manyProxies() throws {
    let means = try [1, 10, 100].map {
      try Self.sojourn(.leastRequest, load: 0.9, replicas: $0, duration: 600)
    }
    let (one, ten, hundred) = (means[0], means[1], means[2])
    #expect(abs(one / Self.twoChoices(load: 0.9) - 1) < 0.05)
    #expect(ten > 1.3 * one)
    #expect(hundred > 1.3 * ten)
    #expect(hundred < 1.05 * Self.random(load: 0.9))
  }
}
