/// The sum of what was added lately, in slots of time of which the oldest are forgotten whole.
///
/// Times may be of any unit, but never fall. Amortised O(1), at worst O(slots); memory O(slots).
///
/// Assumption A-SIM-50: the first slot of a window that forgets in slots begins at time zero, when the gateway starts.
struct SlotWindow: ~Copyable {
  /// When a slot ends and how many are forgotten then.
  enum Expiry {
    /// At multiples of a slot: what is added at t counts until (floor(t / slot) + slots) × slot.
    case grid
    /// With the first use after a slot has passed, which begins the next one: `WindowedAdder` of twitter/util.
    case late
    /// Late too, and of the time that has passed every slot begun beyond the first is skipped: `TpsBudget` of tower.
    case skipping
  }

  private let expiry: Expiry
  private let length: Int64
  /// When the current slot began.
  private var begin: Int64 = 0
  private var current: Int64 = 0
  /// The slots before the current one, in a ring.
  private var past: Table<Int64>
  private var oldest = 0
  private var total: Int64 = 0

  /// - Parameters:
  ///   - slots: how many count, the current one included; beside it tower keeps one more, see `TowerPolicy`.
  ///   - length: of a slot, at least 1.
  init(slots: Int, of length: Int64, _ expiry: Expiry = .grid) {
    self.expiry = expiry
    self.length = length
    past = Table(repeating: 0, count: slots - 1)
  }

  /// Adds an amount, which may be negative.
  mutating func add(_ amount: Int64, at now: Int64) {
    expire(now)
    current += amount
    total += amount
  }

  /// What was added and is not forgotten.
  mutating func sum(at now: Int64) -> Int64 {
    expire(now)
    return total
  }

  /// What ``sum(at:)`` would answer, without the use of the window that it is. O(slots).
  func peek(at now: Int64) -> Int64 {
    let passed = now - begin
    guard passed >= length else { return total }
    let forgotten = min(skippedSlots(passed), Int64(past.count)) + 1
    if forgotten > past.count { return 0 }
    var sum = total
    var place = oldest
    for _ in 0..<forgotten {
      sum -= past[place]
      place = place + 1 == past.count ? 0 : place + 1
    }
    return sum
  }

  /// How many slots begin and end without anything in them once so much time has passed, at least a slot.
  private func skippedSlots(_ passed: Int64) -> Int64 {
    expiry == .skipping ? (passed - 1) / length : passed / length - 1
  }

  private mutating func expire(_ now: Int64) {
    let passed = now - begin
    guard passed >= length else { return }
    push(current)
    current = 0
    for _ in 0..<min(skippedSlots(passed), Int64(past.count)) { push(0) }
    begin = expiry == .grid ? now - passed % length : now
  }

  /// Puts an amount in the place of the oldest.
  private mutating func push(_ amount: Int64) {
    total -= past[oldest]
    past[oldest] = amount
    oldest = oldest + 1 == past.count ? 0 : oldest + 1
  }
}
