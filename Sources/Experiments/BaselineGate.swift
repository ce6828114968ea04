import Results

/// Judges a run against the run that a baseline's database holds.
///
/// A metric fails where the whole interval of its worsening lies beyond the tolerance, passes where the whole interval lies below, and is
/// inconclusive where the interval straddles it. The intervals of all metrics hold together with probability ``confidence``
/// (Bonferroni), so that the probability of any wrong verdict is at most 1 - ``confidence``, however many metrics are looked at.
package struct BaselineGate: Sendable {
  /// The baseline's run.
  package let baseline: StoredRun
  /// How much worse a headline metric may be that no check names, as a share.
  package let tolerance: Double
  /// The probability that all intervals hold.
  package static let confidence = 0.95

  private let samples: ReplicationSamples

  package init(baseline: StoredRun, tolerance: Double) {
    self.baseline = baseline
    self.tolerance = tolerance
    samples = ReplicationSamples(baseline.replications.map { ($0.number, $0.metrics) })
  }

  /// What is judged, and how far it may be from the baseline.
  private struct Demand {
    let key: MetricKey
    let text: String
    /// By which share it may be worse: of the baseline's value where a check says so, else of its ``Materiality/scale(_:_:)``.
    let room: Double
    /// Whether a check asked for it.
    let isAsked: Bool
  }

  /// The verdicts: of `checks` those that name a baseline, in their order, then of the headlines that none of them names.
  package func results(of run: RunRecord, _ current: ReplicationSamples, checks: [Check]) -> [CheckResult] {
    let demands = demands(checks)
    let confidence = 1 - (1 - Self.confidence) / Double(max(1, demands.count))
    return demands.map { judge($0, current, isPaired: isPaired(with: run), confidence: confidence) }
  }

  /// Whether replication N of both saw the same world.
  package func isPaired(with run: RunRecord) -> Bool { run.seed == baseline.run.seed }

  private func demands(_ checks: [Check]) -> [Demand] {
    let asked = checks.compactMap { check -> Demand? in
      guard case .noWorseThan(let room) = check.condition else { return nil }
      return Demand(key: .init(check.metric, check.labels), text: check.text, room: room, isAsked: true)
    }
    let named = Set(asked.map(\.key))
    let headlines = Headlines(checks: checks)
    let others = MetricOrder.sorted(
      samples.keys.filter { headlines.contains($0) && !named.contains($0) && Self.direction($0) != nil })
    return asked
      + others.map {
        Demand(key: $0, text: "\($0) no worse than the baseline", room: tolerance, isAsked: false)
      }
  }

  /// 1 where more is worse, -1 where less is, nil where neither.
  private static func direction(_ key: MetricKey) -> Double? {
    switch MetricCatalogue[key.name]?.better {
    case .lower: 1
    case .higher: -1
    case .neither, nil: nil
    }
  }

  private func judge(
    _ demand: Demand, _ current: ReplicationSamples, isPaired: Bool, confidence: Double
  ) -> CheckResult {
    func result(_ verdict: Verdict, _ reason: String) -> CheckResult {
      CheckResult(
        check: demand.text, verdict: verdict, estimate: nil, low: nil, high: nil, limit: demand.room,
        isRelative: true, reason: reason)
    }
    let (old, new) = (samples.values(demand.key), current.values(demand.key))
    guard let sign = Self.direction(demand.key) else {
      return result(.inconclusive, "neither direction of \(demand.key.name) is better")
    }
    guard !old.isEmpty || !new.isEmpty else {
      return demand.isAsked
        ? result(.fail, "nothing, or too little, was measured") : result(.pass, "measured in neither")
    }
    guard !old.isEmpty else { return result(.inconclusive, "the baseline has no value of it") }
    guard new.count >= current.replications.count || new.count >= old.count else {
      // Near a threshold it is chance in which replications a fault is recovered from.
      let chance = new.isEmpty || !isPaired ? nil : samples.returns(demand.key, in: current)
      let isChance = chance.map { !$0.isWorse || $0.p > 1 - confidence } ?? false
      return result(
        demand.key.name == "recovery_time" && isChance ? .inconclusive : .fail,
        "it has a value in \(new.count) of \(current.replications.count), "
          + "in the baseline in \(old.count) of \(samples.replications.count)")
    }
    let difference =
      isPaired
      ? MeanDifference(pairs: samples.pairs(demand.key, with: current)) : MeanDifference(of: new, from: old)
    guard let difference else { return result(.inconclusive, "no replication has a value in both") }
    return verdict(demand, difference, sign: sign, base: Moments.of(old).mean, confidence)
  }

  /// The verdict on a difference, its numbers being shares of the baseline's value; where that is 0, the difference itself.
  private func verdict(
    _ demand: Demand, _ difference: MeanDifference, sign: Double, base: Double, _ confidence: Double
  ) -> CheckResult {
    let share = base == 0 ? sign : sign / base.magnitude
    let room =
      if base == 0 {
        0.0
      } else if demand.isAsked {
        demand.room
      } else {
        demand.room * Materiality.scale(demand.key.name, base) / base.magnitude
      }
    let ends = difference.interval(confidence: confidence).map {
      [$0.lowerBound * share, $0.upperBound * share].sorted()
    }
    let verdict: Verdict
    if let ends {
      verdict = ends[0] > room ? .fail : ends[1] <= room ? .pass : .inconclusive
    } else {
      verdict = difference.mean == 0 ? .pass : .inconclusive
    }
    return CheckResult(
      check: demand.text, verdict: verdict, estimate: difference.mean * share, low: ends?[0],
      high: ends?[1], limit: room, n: difference.n, isRelative: true,
      reason: ends == nil ? "too few replications for an interval" : "")
  }

  /// The differences from the baseline, in the form of a comparison.
  package func differences(of run: RunRecord, _ current: ReplicationSamples, checks: [Check]) -> [Difference]
  {
    Comparison(headlines: Headlines(checks: checks), isPaired: isPaired(with: run))
      .differences(base: samples, variants: [current]).map { difference in
        var difference = difference
        difference.variant = 0
        return difference
      }
  }
}
