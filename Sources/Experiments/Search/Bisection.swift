import Records

/// Which value a search tries next, and what its verdicts come to.
///
/// Values are the steps of a range, from 0 to ``steps``. Five of them, evenly spread, come first: they show where the verdict changes, and
/// whether it does so more than once. Then the gap between the two certain verdicts around the change is halved. A value whose
/// verdict stays inconclusive bounds nothing: the gaps below and above all such values are halved, until both are at most half as wide as
/// what these span, so that more values could not make the interval half as wide.
package struct Bisection: Sendable {
  /// How the certain verdicts go on from the lowest value to the highest.
  package enum Course: Equatable, Sendable {
    /// None is certain.
    case unclear
    /// All are this one.
    case constant(Verdict)
    /// It is `from` up to the step `last` and the other one from the step `first` on.
    case change(from: Verdict, last: Int, first: Int)
    /// The verdict of the middle one of three steps is not that of the two around it.
    case alternating(Int, Int, Int)
  }

  /// How many steps lead from the lowest value to the highest, at least 1.
  package let steps: Int
  /// The verdict of each step that was tried.
  package private(set) var verdicts: [Int: Verdict] = [:]

  package init(steps: Int) {
    self.steps = max(1, steps)
  }

  /// The steps that are tried first, ascending.
  package var scan: [Int] {
    var scan: [Int] = []
    for quarter in 0...4 {
      let step = Self.quarters(quarter, of: steps)
      if scan.last != step { scan.append(step) }
    }
    return scan
  }

  /// The most steps that are tried: those of the scan, and twice as many as halving takes from there to a single step.
  package var most: Int {
    let gap = Self.quarters(1, of: steps) + 1
    let halvings = Int.bitWidth - (gap - 1).leadingZeroBitCount
    let wanted = scan.count + 2 * halvings
    return steps < wanted ? steps + 1 : wanted
  }

  /// Notes the verdict of a step.
  package mutating func note(_ verdict: Verdict, at step: Int) {
    verdicts[step] = verdict
  }

  /// The step to try next, nil where the search is over.
  package var next: Int? {
    if let step = scan.first(where: { verdicts[$0] == nil }) { return step }
    guard verdicts.count < most, case .change(_, let last, let first) = course else { return nil }
    let unclear = verdicts.keys.filter { last < $0 && $0 < first }
    guard let lowest = unclear.min(), let highest = unclear.max() else { return Self.middle(last, first) }
    let (below, above) = (lowest - last, first - highest)
    guard max(below, above) > max(1, (highest - lowest) / 2) else { return nil }
    return below >= above ? Self.middle(last, lowest) : Self.middle(highest, first)
  }

  /// How the certain verdicts go on.
  package var course: Course {
    let certain = verdicts.filter { $0.value != .inconclusive }.sorted { $0.key < $1.key }
    guard let lowest = certain.first else { return .unclear }
    let changes = zip(certain, certain.dropFirst()).filter { $0.value != $1.value }
    guard let (before, after) = changes.first else { return .constant(lowest.value) }
    guard changes.count == 1 else { return .alternating(before.key, after.key, changes[1].1.key) }
    return .change(from: before.value, last: before.key, first: after.key)
  }

  /// The steps whose verdict stayed inconclusive, ascending.
  package var unclear: [Int] { verdicts.filter { $0.value == .inconclusive }.map(\.key).sorted() }

  private static func middle(_ low: Int, _ high: Int) -> Int? {
    high - low > 1 ? low + (high - low) / 2 : nil
  }

  private static func quarters(_ count: Int, of steps: Int) -> Int {
    steps / 4 * count + steps % 4 * count / 4
  }
}
