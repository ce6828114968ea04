import Records

extension Replication {
  /// Samples the retry budgets of all proxies at the end of a second; gateway replicas that are lost have none.
  mutating func sampleBudgets(_ second: Int) {
    for index in budgetCourse.senders.indices {
      let sender = budgetCourse.senders[index]
      guard budgets.isShared || sender.replica >= lostReplicas else { continue }
      let active =
        pools.isUsed ? pools.inFlight(service: sender.service, replica: sender.replica) : 0
      let reading = budgets.reading(
        service: sender.service, replica: sender.replica, active: active, at: now)
      budgetCourse.add(reading, place: sender.place, second: second)
    }
  }

  /// The second in which a job's gateway request arrived, nil after the end.
  @inline(__always) mutating func secondOfArrival(of job: Int32) -> Int? {
    timeline.second(of: held.isUsed ? held.arrival(at: job) ?? jobs[job].arrival : jobs[job].arrival)
  }

  /// The series of the endpoints that are ready at the end of each second, where an autoscaler or a fault changes which are.
  func endpointSeries() -> [TimelineSeries] {
    model.services.indices.filter { model.changesReadiness(of: $0) }.map { service in
      TimelineSeries(
        entity: "service/\(model.services[service].name)", metric: "endpoints_ready",
        values: timeline.work(at: service, \.readyEndpoints).map(Double.init))
    }
  }

  /// The series of the retry budgets: what was used, what was allowed, and where there is one the minimum's part of it.
  func budgetSeries() -> [TimelineSeries] {
    budgetCourse.services.enumerated().flatMap { place, service in
      var figures: [(String, KeyPath<BudgetReading, Double>)] = [
        ("budget_used", \.used), ("budget_limit", \.limit),
      ]
      if model.services[service].budget.hasMinimum { figures.append(("budget_minimum", \.minimum)) }
      return figures.map { metric, figure in
        TimelineSeries(
          entity: "service/\(model.services[service].name)", metric: metric,
          values: budgetCourse.course(place: place, seconds: timeline.seconds, figure))
      }
    }
  }

  /// The series of the mirrors: what reached each filter and what was sent.
  func mirrorSeries() -> [TimelineSeries] {
    MirrorRecord.entities(of: mirrorRecords.elements).enumerated().flatMap { mirror, entity in
      [
        TimelineSeries(
          entity: entity, metric: "eligible", values: timeline.copies(of: mirror, \.eligible).map(Double.init)
        ),
        TimelineSeries(
          entity: entity, metric: "sent", values: timeline.copies(of: mirror, \.sent).map(Double.init)),
      ]
    }
  }
}

extension Model {
  /// Whether an autoscaler or a fault changes which endpoints of a service are ready.
  fileprivate func changesReadiness(of service: Int) -> Bool {
    let own = services[service].firstEndpoint..<services[service].firstEndpoint + services[service].endpoints
    return autoscalers.contains { $0.service == service }
      || faults.contains { fault in
        guard case .endpoints(let range) = fault.target, range.overlaps(own) else { return false }
        switch fault.effect {
        case .crash, .rollingRestart: return true
        default: return false
        }
      }
  }
}

extension Model.BudgetPolicy {
  /// Whether some retries are allowed whatever the traffic.
  fileprivate var hasMinimum: Bool {
    switch self {
    case .window, .tower, .finagle: true
    case .concurrency(.budget), .concurrency(.intervalBudget): true
    case .concurrency(.maxRetries), .unlimited, .throttle, .bucket: false
    }
  }
}
