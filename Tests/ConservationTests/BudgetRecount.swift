import GatewayAPI
import Records
import Scenarios
import TestWorlds

/// The moments of one gateway replica (or of all, where they share a budget) from which its granted retries are judged: what was granted
/// though the attempts alone show that the budget's own rule had no room is overspent.
///
/// A retry that was granted and never sent, since its request timed out in the backoff or a circuit breaker was open, has no row: so
/// retries are counted too low, never too high, and no rule below denies more where fewer were granted.
struct BudgetRecount {
  private var starts: [Int64] = []
  private var firsts: [Int64] = []
  private var ends: [Int64] = []
  private var grants: [Int64] = []
  private var releases: [Int64] = []
  private var firstSuccesses: [Int64] = []
  private var laterSuccesses: [Int64] = []
  private var finals: [Int64] = []

  init(_ attempts: [AttemptRow]) {
    for (index, attempt) in attempts.enumerated() {
      starts.append(attempt.start)
      let isOver = attempt.end >= 0
      if isOver { ends.append(attempt.end) }
      if attempt.attempt == 1 {
        firsts.append(attempt.start)
      } else {
        grants.append(attempts[index - 1].end)
        if isOver { releases.append(attempt.end) }
      }
      if attempt.outcome == .success {
        if attempt.attempt == 1 {
          firstSuccesses.append(attempt.end)
        } else {
          laterSuccesses.append(attempt.end)
        }
      }
      let isLast = index + 1 == attempts.count || attempts[index + 1].request != attempt.request
      if isLast, isOver { finals.append(attempt.end) }
    }
    for moments in [
      \Self.starts, \.firsts, \.ends, \.grants, \.releases, \.firstSuccesses, \.laterSuccesses, \.finals,
    ] {
      self[keyPath: moments].sort()
    }
  }

  /// How many of `moments` are at most `time`.
  private static func count(_ moments: [Int64], through time: Int64) -> Int {
    var range = 0..<moments.count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = moments[middle] <= time ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  private static func count(_ moments: [Int64], after start: Int64, through end: Int64) -> Int {
    count(moments, through: end) - count(moments, through: start)
  }

  /// Whether `limit` has room for every granted retry.
  private func holds(_ limit: (_ time: Int64, _ earlier: Int) -> Bool) -> Bool {
    grants.enumerated().allSatisfy { limit($0.element, $0.offset) }
  }

  /// Concurrent retries, from the grant to the end of the attempt: fewer than `limit` before each grant.
  func holdsConcurrent(_ limit: (Int64) -> Int) -> Bool {
    holds { time, earlier in earlier - Self.count(releases, through: time) < limit(time) }
  }

  /// The share of what is in flight, the attempt that failed and all that begins or ends at this moment included.
  func inFlight(at time: Int64) -> Int {
    Self.count(starts, through: time) - Self.count(ends, through: time - 1)
  }

  func started(after start: Int64, through end: Int64) -> Int {
    Self.count(starts, after: start, through: end)
  }

  /// The specification's window under any of its readings.
  func holdsWindow(_ budget: RetryBudget, _ readings: BudgetReadings) -> Bool {
    func begin(_ time: Int64, _ length: Int64) -> Int64 {
      switch readings.window {
      case .sliding: time - length
      case .fixed: time / length * length - 1
      case .slots: (time / (length / 10) - 9) * (length / 10) - 1
      }
    }
    let perInterval = Double(budget.minimumCount) * Double(budget.interval) / Double(budget.minimumInterval)
    return holds { time, earlier in
      let start = begin(time, budget.interval)
      let retries = earlier - Self.count(grants, through: start)
      let attempts =
        Self.count(firsts, after: start, through: time) + (readings.counted == .attempts ? retries : 0)
      let exact = Double(budget.percent) * Double(attempts) / 100
      let share = readings.rounding == .down ? exact.rounded(.down) : exact
      let recent = earlier - Self.count(grants, through: begin(time, budget.minimumInterval))
      let allowed =
        switch readings.minimum {
        case .alternative: share
        case .maximum: max(share, perInterval)
        case .added: share + perInterval
        }
      if readings.minimum == .alternative, recent < budget.minimumCount { return true }
      return readings.rounding == .down ? Double(retries + 1) <= allowed : Double(retries) < allowed
    }
  }

  /// Tokens: what was withdrawn within the time that tokens surely live was paid for by the reserve and by what was deposited within the
  /// time that they may live. Reference retry-budgets 2.1.4 and 2.4: 0.9 to 1.0 of `ttl`, as tower is written from 0.5 on; twice as long at
  /// most where calls are so rare that a slot of a tenth is left late. Finagle counts whole milliseconds.
  func holdsTokens(_ budget: BudgetSettings.TokenBudget, failuresPay: Bool, surelyLives: Double) -> Bool {
    let sure = Int64(Double(budget.ttl) * surelyLives) - 2_000_000
    let reserve = Double(budget.minimumPerSecond) * Double(budget.ttl / 1_000_000_000)
    let deposits = failuresPay ? firsts : finals
    return holds { time, earlier in
      let withdrawn = earlier + 1 - Self.count(grants, through: time - sure)
      let paid = Self.count(deposits, after: time - 2 * budget.ttl, through: time)
      // A retry costs a whole number of deposits, or of thousandths of one; a hair for the rounding of doubles.
      return Double(withdrawn) <= reserve + budget.ratio * Double(paid) * 1.000_001 + 1e-9
    }
  }

  /// gRPC: each granted retry took a token and left more than half of all; a success brings the ratio. In thousandths.
  func holdsThrottle(maximum: Int, ratio: Int) -> Bool {
    holds { time, earlier in
      let successes = Self.count(firstSuccesses, through: time) + Self.count(laterSuccesses, through: time)
      return 1000 * (earlier + 1) < maximum - maximum / 2 + ratio * successes
    }
  }

  /// An AWS SDK: 14 tokens of 500 for each retry; back come 14 with a success after one, and 1 with any other.
  func holdsBucket(of capacity: Int = 500) -> Bool {
    holds { time, earlier in
      14 * (earlier + 1) <= capacity + 14 * Self.count(laterSuccesses, through: time)
        + Self.count(firstSuccesses, through: time)
    }
  }
}
