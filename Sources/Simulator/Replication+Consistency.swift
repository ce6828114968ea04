import Engine

extension Replication {
  /// Whether everything that is counted while events happen is what a recount of the pools finds, so that nothing leaked and nothing
  /// is counted twice. Debug builds ask it at the end of every replication.
  func isConsistent() -> Bool {
    jobsAreConsistent() && requestsAreConsistent() && endpointsAreConsistent() && loadsAreConsistent()
  }

  /// Every job is at its endpoint and counted by its balancer, and nobody else is.
  private func jobsAreConsistent() -> Bool {
    var busy = [Int](repeating: 0, count: endpoints.count)
    var waiting = busy
    var active = [Int32](repeating: 0, count: balancers.active.count)
    let present = jobs.indices { _ in true }
    for index in present {
      let job = jobs[index]
      switch job.stage {
      case .queued: waiting[Int(job.endpoint)] += 1
      case .inService, .calling, .held: busy[Int(job.endpoint)] += 1
      case .gone, .asking, .trying, .resting, .delayed, .atGateway, .pending, .travelling, .backingOff,
        .stranded:
        break
      }
      guard job.hasAttempt || job.isCopy, job.stage != .pending else { continue }
      active[Int(job.replica) * endpoints.count + Int(job.endpoint)] += 1
    }
    return present.count == jobs.count && active == balancers.active.elements
      && busy == endpoints.elements.map(\.busy) && waiting == endpoints.elements.map(\.waiting)
  }

  /// Each source's account adds up; budgets count the retries that are there; nothing is noted of requests that have gone.
  private func requestsAreConsistent() -> Bool {
    let requests = jobs.indices(where: \.isOpen)
    let open = requests.filter { !callers.isCall($0) }
    let accountsHold = sources.indices.allSatisfy { source in
      let offered = timeline.arrivals(of: source, \.offered).reduce(0) { $0 + Int($1) }
      let answered = timeline.arrivals(of: source, \.answered).reduce(0) { $0 + Int($1) }
      return offered - answered == open.count { self.source(of: $0) == source }
    }
    return open.count == openRequests && accountsHold && (!open.isEmpty || recorder.pendingCount == 0)
      && budgets.outstanding == requests.count { jobs[$0].holdsRetry }
  }

  /// What autoscalers measure is what the endpoints hold, and as many endpoints have begun to start as they want.
  private func loadsAreConsistent() -> Bool {
    let loadsHold = autoscaling.places.indices.allSatisfy { endpoint in
      let waiting = autoscaling.places[endpoint].countsWaiting ? endpoints[endpoint].waiting : 0
      return autoscaling.places[endpoint].load.level == endpoints[endpoint].busy + waiting
    }
    return loadsHold
      && autoscaling.services.indices.allSatisfy { index in
        let plan = autoscaling.services[index].plan
        let wanted = autoscaling.services[index].decision.replicas
        return (0..<plan.settings.maximum).allSatisfy { number in
          let endpoint = services[plan.service].firstEndpoint + number
          let isWanted = number < wanted
          return (autoscaling.places[endpoint].ready < Model.never) == isWanted
            && endpoints[endpoint].isReady
              == (isWanted && autoscaling.places[endpoint].ready <= calendar.now.nanoseconds)
        }
      }
  }

  /// Queues are as long as they say, and the services' levels are the sums over their endpoints.
  private func endpointsAreConsistent() -> Bool {
    let queuesHold = endpoints.elements.allSatisfy { endpoint in
      var length = 0
      var last: Int32 = -1
      var job = endpoint.first
      while job >= 0, length <= endpoint.waiting {
        guard jobs[job].stage == .queued, jobs[job].previous == last else { return false }
        length += 1
        last = job
        job = jobs[job].next
      }
      return length == endpoint.waiting && last == endpoint.last
    }
    return queuesHold
      && services.indices.allSatisfy { service in
        let own = endpoints.elements[services[service].firstEndpoint...].prefix(services[service].endpoints)
        return own.reduce(0) { $0 + $1.busy } == serviceMeasurements[service].busy.level
          && own.reduce(0) { $0 + $1.waiting } == serviceMeasurements[service].queue.level
      }
  }
}
