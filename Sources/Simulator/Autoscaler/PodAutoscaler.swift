import Scenarios

/// Decides how many pods a service has, from what was measured, recommended and changed so far.
///
/// Assumption A-SIM-80: an autoscaler decides as the HorizontalPodAutoscaler of Kubernetes does (autoscaling/v2, with the defaults of its
/// `behavior`); busy slots stand in for CPU, and nothing is rounded but the number of endpoints.
package struct PodAutoscaler: Sendable {
  private let settings: Autoscaler
  /// How many pods there shall be.
  package private(set) var replicas: Int
  /// What the metric asked for, in the order of time, as long as it counts.
  private var recommendations: [(time: Int64, count: Int)]
  /// What was added, or below zero removed, in the order of time, as long as it counts.
  private var changes: [(time: Int64, change: Int)] = []

  /// Begins at time zero.
  ///
  /// Assumption A-SIM-81: an autoscaler begins at time zero, with the number that there is then as its first recommendation, as a new
  /// HorizontalPodAutoscaler does; so nothing is removed before the time of stabilization is over.
  package init(_ settings: Autoscaler, replicas: Int) {
    self.settings = settings
    self.replicas = replicas
    recommendations = [(0, replicas)]
  }

  /// Decides anew; nothing changes without any metric. O(decisions in the longest stabilization and period).
  package mutating func decide(_ readings: PodReadings, at now: Int64) {
    guard let desired = readings.desired(current: replicas, tolerance: settings.tolerance) else { return }
    let stable = stabilized(desired, at: now)
    let next = limited(stable, at: now)
    recommendations.append((now, desired))
    if next != replicas { changes.append((now, next - replicas)) }
    replicas = next
    forget(at: now)
  }

  /// The number nearest to the present one of those between the smallest recommendation of the time of stabilization upwards, and the
  /// largest of that downwards.
  private func stabilized(_ desired: Int, at now: Int64) -> Int {
    var least = desired
    var most = desired
    for (time, count) in recommendations {
      if time > now - settings.scaleUp.stabilization { least = min(least, count) }
      if time > now - settings.scaleDown.stabilization { most = max(most, count) }
    }
    return min(max(replicas, least), most)
  }

  /// The number that policies and bounds let through.
  private func limited(_ desired: Int, at now: Int64) -> Int {
    if desired > replicas {
      return min(desired, settings.maximum, max(replicas, limit(settings.scaleUp, direction: 1, at: now)))
    }
    if desired < replicas {
      return max(desired, settings.minimum, min(replicas, limit(settings.scaleDown, direction: -1, at: now)))
    }
    return replicas
  }

  /// How far the policies of a direction, 1 or -1, let the number go. Shares of pods are rounded up, to always allow one more, and what
  /// they leave is rounded down.
  private func limit(_ rules: Autoscaler.Rules, direction: Int, at now: Int64) -> Int {
    guard rules.select != .disabled else { return replicas }
    let limits = rules.policies.map { policy in
      let before = replicas - changes.reduce(0) { $1.time > now - policy.period ? $0 + $1.change : $0 }
      switch policy.amount {
      case .pods(let count): return before + direction * count
      case .percent(let percent):
        let change = (before * percent + 99) / 100
        return before + direction * change
      }
    }
    let allowsMost = rules.select == .max
    return ((direction > 0) == allowsMost ? limits.max() : limits.min()) ?? replicas
  }

  private mutating func forget(at now: Int64) {
    let stabilization = max(settings.scaleUp.stabilization, settings.scaleDown.stabilization)
    recommendations.removeAll { $0.time <= now - stabilization }
    let period = (settings.scaleUp.policies + settings.scaleDown.policies).map(\.period).max() ?? 0
    changes.removeAll { $0.time <= now - period }
  }
}
