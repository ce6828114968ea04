/// What an autoscaler knows of the pods of a service at a moment.
package struct PodReadings: Sendable {
  /// How many pods have a metric.
  package private(set) var count = 0
  /// The sum of their metrics, each as a multiple of the target.
  package private(set) var sum = 0.0
  /// Pods that are not ready yet, or not for long enough.
  package var starting = 0
  /// Pods that ought to have a metric and have none.
  package var missing = 0
  /// What one of those is taken for where the others need fewer pods, as a multiple of the target: all of its capacity, or exactly the
  /// target where a pod has no capacity.
  package let missingWhenFalling: Double

  /// Nothing is known yet.
  package init(missingWhenFalling: Double = 1) {
    self.missingWhenFalling = missingWhenFalling
  }

  /// Adds the metric of a pod, as a multiple of the target.
  package mutating func add(_ ratio: Double) {
    count += 1
    sum += ratio
  }

  /// How many pods the metric asks for where there are `current`, nil without any metric.
  ///
  /// ceil(current · metric / target), and no change within the tolerance. Pods that are starting count as idle where more are needed and
  /// not at all where fewer are; missing ones count as idle or as full, so that they hold back either change; where that turns its
  /// direction nothing changes (Kubernetes, "Horizontal Pod Autoscaling", algorithm details).
  package func desired(current: Int, tolerance: Double) -> Int? {
    guard count > 0 else { return nil }
    let measured = sum / Double(count)
    var pods = count
    var total = sum
    if missing > 0, measured != 1 {
      pods += missing
      if measured < 1 { total += Double(missing) * missingWhenFalling }
    }
    if measured > 1 { pods += starting }
    let ratio = total / Double(pods)
    let turns = (measured < 1 && ratio > 1) || (measured > 1 && ratio < 1)
    guard !turns, ratio < 1 - tolerance || ratio > 1 + tolerance else { return current }
    // A sum of shares that is a whole number may come out a little above it. What is more than any maximum stays an integer.
    let needed = Int(min(total - 1e-9, 1e9).rounded(.up))
    guard pods > count else { return needed }
    return ratio < 1 ? min(needed, current) : max(needed, current)
  }
}
