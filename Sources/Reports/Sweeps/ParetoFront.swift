import Results

/// Which points are best: those than which no other is at least as good in every metric and better in one.
struct ParetoFront {
  /// How a point stands.
  enum Place {
    /// No other point dominates it.
    case front
    /// A point of the front dominates it by the estimates, but in no metric beyond the intervals of both.
    case near
    /// A point of the front is better in some metric beyond the intervals, and as good in all others.
    case dominated
    /// Something was not measured, or no metric has a better way.
    case unknown

    /// What stands for it in a table.
    func mark(_ voice: Voice) -> String {
      switch self {
      case .front: voice == .signs ? "*" : "best"
      case .near: voice == .signs ? "~" : "near"
      case .dominated, .unknown: ""
      }
    }
  }

  /// A metric's values, turned so that more is better.
  private struct Value {
    let mean: Double
    let low: Double
    let high: Double
  }

  /// One for each point.
  private(set) var places: [Place]

  /// Finds the front in a time of the order of points × points of the front.
  ///
  /// - Parameters:
  ///   - points: Of each point, a summary for each metric.
  ///   - better: Which way each metric improves; those without a way do not count.
  init(of points: [[Summary?]], better: [Metric.Better]) {
    places = Array(repeating: .unknown, count: points.count)
    let directed = better.indices.filter { better[$0] != .neither }
    guard !directed.isEmpty else { return }
    let values = points.map { summaries -> [Value]? in
      let values = directed.compactMap { Self.value(summaries[$0], better[$0]) }
      return values.count == directed.count ? values : nil
    }
    // Best first: only points before a point can dominate it.
    let order = points.indices.filter { values[$0] != nil }.sorted { left, right in
      let (first, second) = (values[left] ?? [], values[right] ?? [])
      for (first, second) in zip(first, second) where first.mean != second.mean {
        return first.mean > second.mean
      }
      return left < right
    }
    var front: [[Value]] = []
    for index in order {
      guard let point = values[index] else { continue }
      let better = front.filter { Self.dominates($0, point) }
      if better.isEmpty {
        places[index] = .front
        front.append(point)
      } else {
        places[index] = better.contains { Self.isBeyond($0, point) } ? .dominated : .near
      }
    }
  }

  private static func value(_ summary: Summary?, _ better: Metric.Better) -> Value? {
    guard let summary, let mean = summary.mean else { return nil }
    // A recovery that never came is worse than any that did.
    if let never = summary.never, never > 0 { return nil }
    let low = summary.low ?? mean
    let high = summary.high ?? mean
    return better == .higher
      ? Value(mean: mean, low: low, high: high) : Value(mean: -mean, low: -high, high: -low)
  }

  private static func dominates(_ left: [Value], _ right: [Value]) -> Bool {
    zip(left, right).allSatisfy { $0.mean >= $1.mean } && zip(left, right).contains { $0.mean > $1.mean }
  }

  private static func isBeyond(_ left: [Value], _ right: [Value]) -> Bool {
    zip(left, right).contains { $0.low > $1.high }
  }
}
