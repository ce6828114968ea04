import Engine
import Simulator
import Testing

/// Reference retry-budgets 2.1.4, 2.4 and E7 of 7.2: how long tokens live, and what that makes of a floor.
@Suite("The windows of tower and Finagle")
struct TokenWindowTests {
  static let second: Int64 = 1_000_000_000

  /// When requests come.
  enum Traffic: Sendable {
    /// Every so many nanoseconds, from time zero.
    case every(Int64)
    /// As a Poisson process with so many nanoseconds between two on the average.
    case poisson(Double)

    func next(after now: Int64, _ draws: inout Draws) -> Int64 {
      switch self {
      case .every(let gap): now + gap
      case .poisson(let mean): now + Int64(draws.exponential() * mean)
      }
    }
  }

  /// Seconds from single deposits of steady traffic to the moment of traffic at which they are found forgotten.
  static func lifetimes(
    _ make: () -> TokenBudget, _ traffic: Traffic, samples: Int, seed: UInt64 = 1
  ) -> [Double] {
    var draws = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0).draws(0)
    var budget = make()
    var now: Int64 = 0
    return (0..<samples).map { _ in
      // A deposit at any moment of a slot.
      let phase = now + Int64(draws.uniform() * Double(second)) + 1
      repeat {
        now = traffic.next(after: now, &draws)
        _ = budget.balance(at: now)
      } while now < phase
      budget.noteDeposit(at: now)
      let deposited = now
      while budget.balance(at: now) > budget.reserve { now = traffic.next(after: now, &draws) }
      return Double(now - deposited) / 1e9
    }
  }

  static func tower(_ window: TowerPolicy.Window) -> TokenBudget { TokenBudget(TowerPolicy(window: window)) }
  static func finagle() -> TokenBudget { TokenBudget(FinaglePolicy()) }

  @Test("tokens of tower live 5 to 6 s of 10 under steady traffic")
  func steadyTower() throws {
    let lifetimes = Self.lifetimes({ Self.tower(.written) }, .poisson(1e6), samples: 100)
    #expect(try #require(lifetimes.min()) >= 5)
    // Every expiry comes a little late, a millisecond on the average.
    #expect(try #require(lifetimes.max()) <= 6.02)
    #expect(abs(lifetimes.reduce(0, +) / 100 - 5.5) < 0.1)
  }

  @Test("tokens of tower live 10 to 11 s of 10 where a request comes at the very end of every slot")
  func towerWithExactTicks() throws {
    let lifetimes = Self.lifetimes({ Self.tower(.written) }, .every(1_000_000), samples: 100)
    #expect(try #require(lifetimes.min()) > 10)
    #expect(try #require(lifetimes.max()) <= 11)
  }

  @Test("tokens of tower live anything from 7 to 12 s of 10 under sparse traffic")
  func sparseTower() throws {
    let lifetimes = Self.lifetimes({ Self.tower(.written) }, .poisson(1e9), samples: 200)
    #expect(try #require(lifetimes.min()) < 7)
    #expect(try #require(lifetimes.max()) > 12)
  }

  @Test("tokens of Finagle and of ten slots live 9 to 10 s of 10")
  func nominal() throws {
    for make in [{ Self.tower(.nominal) }, { Self.finagle() }] {
      let lifetimes = Self.lifetimes(make, .poisson(1e6), samples: 100)
      #expect(try #require(lifetimes.min()) >= 9)
      #expect(try #require(lifetimes.max()) <= 10.02)
    }
  }

  /// When retries are granted while every request fails and none deposits, in seconds up to 600.
  static func grants(_ budget: consuming TokenBudget, _ traffic: Traffic) -> [Double] {
    var draws = RandomStream(seed: 7, replication: 0, purpose: 0, entity: 0).draws(0)
    var times: [Double] = []
    var now: Int64 = 0
    while now < 600 * second {
      if budget.decide(at: now) == nil { times.append(Double(now) / 1e9) }
      now = traffic.next(after: now, &draws)
    }
    return times
  }

  enum Budget: CaseIterable {
    case towerWritten, towerNominal, finagle

    func make() -> TokenBudget {
      switch self {
      case .towerWritten: TokenWindowTests.tower(.written)
      case .towerNominal: TokenWindowTests.tower(.nominal)
      case .finagle: TokenWindowTests.finagle()
      }
    }
  }

  @Test(
    "the floor of 10/s goes out in bursts of 100, every 10 ms a failure (E7)",
    arguments: [(Budget.towerWritten, 11.0, 9.2), (.towerNominal, 10, 10), (.finagle, 10, 10)])
  func exactBursts(budget: Budget, next: Double, average: Double) {
    let times = Self.grants(budget.make(), .every(10_000_000))
    #expect(times[99] == 0.99)
    #expect(times[100] == next)
    #expect(abs(Double(times.count) / 600 - average) < 0.05)
  }

  @Test(
    "with 100 failures a second at random Finagle's next burst is at 10.1 s, tower's at 6.1 s (E7)",
    arguments: [(Budget.towerWritten, 6.1, 16.5), (.towerNominal, 10, 10), (.finagle, 10.1, 10)])
  func bursts(budget: Budget, next: Double, average: Double) {
    let times = Self.grants(budget.make(), .poisson(1e7))
    #expect(abs(times[99] - 1) < 0.3)
    #expect(abs(times[100] - next) <= 0.05)
    #expect(abs(Double(times.count) / 600 - average) <= 0.2)
  }
}
