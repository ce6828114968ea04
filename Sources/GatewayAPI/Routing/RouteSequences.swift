/// Sequences of routes, each known by a number: places that have the same routes have the same number, so that what is made of
/// a sequence is made once, however many listeners and hostnames have it.
struct RouteSequences {
  private struct Step: Hashable {
    let before: Int
    let route: Int
  }

  /// The sequence without a route.
  static let empty = 0

  private var numbers: [Step: Int] = [:]
  private var steps = [Step(before: empty, route: -1)]

  /// The sequence that is `sequence` with `route` at its end. O(1).
  mutating func appending(_ route: Int, to sequence: Int) -> Int {
    let step = Step(before: sequence, route: route)
    if let known = numbers[step] { return known }
    numbers[step] = steps.count
    steps.append(step)
    return steps.count - 1
  }

  /// The routes of `sequence`, in order.
  func routes(of sequence: Int) -> [Int] {
    var routes: [Int] = []
    var rest = sequence
    while rest != Self.empty {
      routes.append(steps[rest].route)
      rest = steps[rest].before
    }
    return routes.reversed()
  }
}
