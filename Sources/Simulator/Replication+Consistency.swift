import Engine

extension Replication {
  /// Whether everything that is counted while events happen is what a recount of the pools finds, so that nothing leaked and nothing
  /// is counted twice. Debug builds ask it at the end of every replication.
  func isConsistent() -> Bool {
    jobsAreConsistent() && requestsAreConsistent() && endpointsAreConsistent()
  }

  /// Every job is at its endpoint and counted by its balancer, and nobody else is.
  private func jobsAreConsistent() -> Bool {
    var busy = [Int](repeating: 0, count: endpoints.count)
    var waiting = busy
    var active = [Int32](repeating: 0, count: balancers.active.count)
    var count = 0
    for job in jobs.elements where job.stage != .gone {
      count += 1
      switch job.stage {
      case .queued: waiting[Int(job.endpoint)] += 1
      case .inService, .held: busy[Int(job.endpoint)] += 1
      case .gone, .travelling: break
      }
      guard job.request >= 0 || job.mirror >= 0 else { continue }
      active[Int(job.replica) * endpoints.count + Int(job.endpoint)] += 1
    }
    return count == jobs.count && active == balancers.active && busy == endpoints.map(\.busy)
      && waiting == endpoints.map(\.waiting)
  }

  /// Requests and their attempts point to each other; each source's account adds up; budgets count the retries that are there.
  private func requestsAreConsistent() -> Bool {
    let open = requests.elements.indices.filter { requests.elements[$0].isOpen }
    let attempts = jobs.elements.indices.filter {
      jobs.elements[$0].stage != .gone && jobs.elements[$0].request >= 0
    }
    let pointBack = attempts.allSatisfy { requests[jobs.elements[$0].request].job == Int32($0) }
    let accountsHold = sources.indices.allSatisfy { source in
      let counts = timeline.sources[source]
      return counts.offered.reduce(0) { $0 + Int($1) } - counts.answered.reduce(0) { $0 + Int($1) }
        == open.count { requests.elements[$0].source == Int32(source) }
    }
    return open.count == requests.count && attempts.count == open.count { requests.elements[$0].job >= 0 }
      && pointBack
      && accountsHold && (!open.isEmpty || recorder.pendingCount == 0)
      && concurrencyBudgets.reduce(0) { $0 + ($1?.outstanding ?? 0) }
        == open.count { requests.elements[$0].holdsRetry }
  }

  /// Queues are as long as they say, and the services' levels are the sums over their endpoints.
  private func endpointsAreConsistent() -> Bool {
    let queuesHold = endpoints.allSatisfy { endpoint in
      var length = 0
      var last: Int32 = -1
      var job = endpoint.first
      while job >= 0, length <= endpoint.waiting {
        guard jobs[job].previous == last else { return false }
        length += 1
        last = job
        job = jobs[job].next
      }
      return length == endpoint.waiting && last == endpoint.last
    }
    return queuesHold
      && model.services.indices.allSatisfy { service in
        let own = endpoints[model.services[service].firstEndpoint...].prefix(
          model.services[service].endpoints)
        return own.reduce(0) { $0 + $1.busy } == serviceMeasurements[service].busy.level
          && own.reduce(0) { $0 + $1.waiting } == serviceMeasurements[service].queue.level
      }
  }
}
