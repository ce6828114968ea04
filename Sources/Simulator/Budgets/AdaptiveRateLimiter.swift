/// The client rate limiter of an AWS SDK client in adaptive mode (reference retry-budgets 4.2).
///
/// Until the first throttling response everything passes. Then every attempt, the first ones too, takes a token; a throttling response cuts the
/// rate at which tokens come to 0.7 of what was sent, and it grows back along a cubic curve, up to twice the measured rate.
/// O(1).
package struct AdaptiveRateLimiter: Sendable {
  private var meter = RateMeter()
  private var isEnabled = false
  /// Tokens per second, from the first answer on at least 0.5, and how many may be saved up.
  private var fillRate = 1.0
  private var capacity = 1.0
  private var tokens = 0.0
  private var filled = 0.0
  /// The curve: the rate before the last throttling, the seconds in which it is reached again, and when that throttling was.
  private var lastMaximum = 0.0
  private var recovery = 0.0
  private var lastThrottling = 0.0

  package init() {}

  /// The tokens that come in a second, of which nothing is taken before the first throttling.
  package var limit: Double { fillRate }
  /// Answers in a second, smoothed.
  package var measuredRate: Double { meter.rate }

  /// Takes a token for an attempt at `now`.
  /// - Returns: 0 if it may be sent; else no token was taken, and it is the nanoseconds after which there is one, if
  ///   no other attempt takes it and the limit stays.
  package mutating func acquire(at now: Int64) -> Int64 {
    guard isEnabled else { return 0 }
    fill(at: Double(now) / 1e9)
    if tokens >= 1 {
      tokens -= 1
      return 0
    }
    return Int64(((1 - tokens) / fillRate * 1e9).rounded(.up))
  }

  /// Counts an answer at `now`.
  package mutating func noteResponse(isThrottled: Bool, at now: Int64) {
    let time = Double(now) / 1e9
    let measured = meter.note(at: time)
    var rate: Double
    if isThrottled {
      lastMaximum = isEnabled ? min(measured, fillRate) : measured
      recovery = Self.cubeRoot(lastMaximum * 0.3 / 0.4)
      lastThrottling = time
      rate = 0.7 * lastMaximum
      isEnabled = true
    } else {
      let elapsed = time - lastThrottling - recovery
      rate = 0.4 * elapsed * elapsed * elapsed + lastMaximum
    }
    rate = min(rate, 2 * measured)
    fill(at: time)
    fillRate = max(rate, 0.5)
    capacity = max(rate, 1)
    tokens = min(tokens, capacity)
  }

  private mutating func fill(at time: Double) {
    tokens = min(capacity, tokens + (time - filled) * fillRate)
    filled = time
  }

  /// The cube root of a number that is not negative, by Newton's method from above: the same bits on every machine.
  static func cubeRoot(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    var root = max(value, 1)
    while true {
      let next = (2 * root + value / (root * root)) / 3
      if next >= root { return root }
      root = next
    }
  }
}

/// How many answers come in a second, in buckets of half a second, smoothed: 0.8 of the newest and 0.2 of what was before.
private struct RateMeter: Sendable {
  private var count = 0.0
  private var bucket = 0.0
  private(set) var rate = 0.0

  /// Counts an answer at a second; answers with the rate, to which the buckets that ended belong.
  mutating func note(at time: Double) -> Double {
    let now = (time * 2).rounded(.down) / 2
    count += 1
    if now > bucket {
      rate = 0.8 * count / (now - bucket) + 0.2 * rate
      count = 0
      bucket = now
    }
    return rate
  }
}
