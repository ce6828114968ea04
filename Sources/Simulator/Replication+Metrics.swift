import Engine
import Records

extension Replication {
  private var measuredSeconds: Double {
    Double(model.measured.upperBound - model.measured.lowerBound) / 1e9
  }

  /// The requests under one set of labels: all of them, those of a source, or those of a route.
  struct RequestGroup {
    var labels: Labels
    var measurements = RequestMeasurements()
  }

  /// The total, each source and each route, all merged in one pass over the cells.
  mutating func requestGroups() -> [RequestGroup] {
    var groups = [RequestGroup(labels: .none)]
    groups += model.sources.map { RequestGroup(labels: ["traffic": $0.name]) }
    let firstRoute = groups.count
    groups += model.routes.map { RequestGroup(labels: ["route": $0]) }
    for (index, cell) in model.cells.enumerated() {
      cells[index].settle()
      // A call of a service is no client request, but one of its route.
      if cell.source < model.sources.count {
        groups[0].measurements.merge(cells[index])
        groups[1 + cell.source].measurements.merge(cells[index])
      }
      if cell.route >= 0 { groups[firstRoute + cell.route].measurements.merge(cells[index]) }
    }
    return groups
  }

  /// Those that can come about in this model.
  private var reportedFates: [Fate] {
    Fate.allCases.filter { fate in
      switch fate {
      case .overflow: pools.isUsed
      case .gatewayLost: model.losesGateways
      case .clientTimeout, .throttled: model.sources.contains { $0.client != nil }
      default: true
      }
    }
  }

  func requestMetrics(_ groups: [RequestGroup]) -> [MetricSample] {
    let fates = reportedFates
    return groups.flatMap { group in
      let (labels, measured) = (group.labels, group.measurements)
      let requests = measured.requests
      var samples = [
        MetricSample("requests", labels, Double(requests)),
        MetricSample("offered_rate", labels, Double(requests) / measuredSeconds),
        MetricSample("throughput", labels, Double(measured.answered) / measuredSeconds),
        MetricSample("goodput", labels, Double(measured.successes) / measuredSeconds),
        MetricSample("success_ratio", labels, ratio(measured.successes, requests)),
        MetricSample("attempts_per_request", labels, ratio(measured.attempts, requests)),
      ]
      if measured.tries > 0 {
        samples.append(MetricSample("tries_per_request", labels, ratio(measured.tries, requests)))
      }
      samples += measured.statuses.map { status, count in
        MetricSample("status_ratio", labels.adding("status", "\(status)"), ratio(count, requests))
      }
      samples += fates.map { fate in
        MetricSample(
          "fate_ratio", labels.adding("fate", fate.name), ratio(measured.count(of: fate), requests))
      }
      var all = measured.successTimes
      all.merge(measured.failureTimes)
      samples += times("response_time", all, labels, Self.responseQuantiles)
      samples += times("ok_response_time", measured.successTimes, labels, Self.responseQuantiles)
      return samples
    }
  }

  func serviceMetrics() -> [MetricSample] {
    let autoscalers = Dictionary(
      uniqueKeysWithValues: autoscaling.services.elements.map { ($0.plan.service, $0) })
    return zip(model.services, serviceMeasurements.elements).enumerated().flatMap { index, pair in
      let (service, measured) = pair
      let autoscaler = autoscalers[index]
      let labels: Labels = ["service": service.name]
      let attempts = measured.firstAttempts + measured.retries
      let endpoints = autoscaler.map(\.mean) ?? Double(service.endpoints)
      let slots = endpoints.flatMap {
        service.concurrency < Int.max && $0 > 0 ? Double(service.concurrency) * $0 : nil
      }
      var samples = [
        MetricSample("first_attempts", labels, Double(measured.firstAttempts)),
        MetricSample("retries", labels, Double(measured.retries)),
        MetricSample("mirrored", labels, Double(measured.mirrored)),
        MetricSample("amplification", labels, ratio(attempts, measured.firstAttempts)),
        MetricSample("retry_share", labels, ratio(measured.retries, attempts)),
        MetricSample("goodput", labels, Double(measured.successes) / measuredSeconds),
        MetricSample("utilization", labels, slots.flatMap { slots in measured.meanBusy.map { $0 / slots } }),
        MetricSample("queue_length_mean", labels, measured.meanQueue),
        MetricSample("queue_length_max", labels, Double(measured.longestQueue)),
        MetricSample("rejected", labels, Double(measured.rejected)),
        MetricSample(
          "wasted_work_ratio", labels, measured.served > 0 ? measured.wasted / measured.served : nil),
      ]
      if service.breakers != nil {
        samples.append(MetricSample("overflows", labels, Double(measured.overflows)))
      }
      if service.outliers != nil {
        samples.append(MetricSample("ejections", labels, Double(measured.ejections)))
      }
      if let autoscaler {
        samples.append(MetricSample("endpoints_mean", labels, autoscaler.mean))
        samples.append(MetricSample("endpoints_max", labels, Double(autoscaler.most)))
      }
      samples += times("waiting_time", measured.waitingTimes, labels, Self.serviceQuantiles)
      samples += times("sojourn_time", measured.sojournTimes, labels, Self.serviceQuantiles)
      return samples
    }
  }

  /// Each gateway replica's budget and, without the replica, their sum (the longest episode: their maximum).
  func budgetMetrics() -> [MetricSample] {
    model.services.indices.flatMap { service -> [MetricSample] in
      if case .unlimited = model.services[service].budget { return [] }
      let proxies = (0..<model.proxyCount).map { $0 * model.services.count + service }
      let name = model.services[service].name
      var samples = budgetSamples(["service": name], proxies)
      for (replica, index) in proxies.prefix(model.dataPlane.replicas).enumerated() {
        samples += budgetSamples(["service": name, "replica": "\(replica)"], [index])
      }
      return samples
    }
  }

  private func budgetSamples(_ labels: Labels, _ indexes: [Int]) -> [MetricSample] {
    // An episode is measured as far as it lies in the measured time.
    let measured = model.measured
    let lengths = indexes.flatMap { index in
      budgets.measurements[index].exhaustion.closed
        .filter { $0.start < measured.upperBound && $0.end >= measured.lowerBound }
        .map { Double(min($0.end, measured.upperBound) - max($0.start, measured.lowerBound)) / 1e9 }
    }
    return [
      MetricSample(
        "retries_allowed", labels, Double(indexes.reduce(0) { $0 + budgets.measurements[$1].allowed })),
      MetricSample(
        "retries_denied", labels, Double(indexes.reduce(0) { $0 + budgets.measurements[$1].denied })),
      MetricSample("budget_exhausted_seconds", labels, lengths.reduce(0, +)),
      MetricSample("budget_exhaustion_episodes", labels, Double(lengths.count)),
      MetricSample("budget_longest_exhaustion", labels, lengths.max() ?? 0),
    ]
  }

  func mirrorMetrics() -> [MetricSample] {
    mirrorRecords.elements.flatMap { mirror -> [MetricSample] in
      let labels: Labels = ["route": mirror.route, "rule": "\(mirror.rule)", "mirror": mirror.mirror]
      return [
        MetricSample("mirror_eligible", labels, Double(mirror.eligible)),
        MetricSample("mirror_sent", labels, Double(mirror.sent)),
        MetricSample("mirror_ratio", labels, ratio(mirror.sent, mirror.eligible)),
        MetricSample("mirror_expected_ratio", labels, mirror.expected),
        MetricSample("mirror_failed", labels, Double(mirror.failed)),
      ]
    }
  }

  func faultMetrics(_ faults: [FaultRecord]) -> [MetricSample] {
    faults.flatMap { fault in
      [
        MetricSample("recovery_time", ["fault": fault.name], fault.recovery.map { Double($0) / 1e9 }),
        MetricSample("lost_requests", ["fault": fault.name], Double(fault.lost)),
      ]
    }
  }

  func histograms(_ groups: [RequestGroup]) -> [HistogramRecord] {
    var all: [HistogramRecord] = []
    for group in groups {
      let (labels, measured) = (group.labels, group.measurements)
      var times = measured.successTimes
      times.merge(measured.failureTimes)
      all.append(Self.record("response_time", labels, times))
      all.append(Self.record("ok_response_time", labels, measured.successTimes))
    }
    for (service, measured) in zip(model.services, serviceMeasurements.elements) {
      let labels: Labels = ["service": service.name]
      all.append(Self.record("waiting_time", labels, measured.waitingTimes))
      all.append(Self.record("sojourn_time", labels, measured.sojournTimes))
    }
    return all
  }

  private static func record(_ name: String, _ labels: Labels, _ histogram: Histogram) -> HistogramRecord {
    let buckets = histogram.buckets.map {
      let bounds = Histogram.bounds(ofBucket: $0.index)
      return HistogramRecord.Bucket(lower: bounds.lower, upper: bounds.upper, count: $0.count)
    }
    var record = HistogramRecord(name: name, labels: labels, buckets: buckets)
    if let least = histogram.minimum, let greatest = histogram.maximum { record.range = least...greatest }
    return record
  }

  private static let responseQuantiles = [
    ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999),
  ]
  private static let serviceQuantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]

  /// Mean, quantiles (nil below 10 samples beyond them) and maximum of a family of times, in seconds.
  private func times(
    _ family: String, _ histogram: Histogram, _ labels: Labels, _ quantiles: [(String, Double)]
  ) -> [MetricSample] {
    [MetricSample("\(family)_mean", labels, histogram.mean.map { $0 / 1e9 })]
      + quantiles.map { name, quantile in
        MetricSample(
          "\(family)_\(name)", labels, histogram.trustedQuantile(quantile).map { Double($0) / 1e9 })
      }
      + [MetricSample("\(family)_max", labels, histogram.maximum.map { Double($0) / 1e9 })]
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
