import Engine
import Scenarios

/// Autoscalers: the metric they read, the endpoints that come and go.
///
/// A service has places for as many endpoints as its autoscaler may want, of which the first are wanted.
extension Replication {
  /// Leaves only the endpoints that there are at first, and schedules the first metrics and decisions.
  mutating func beginAutoscaling() {
    for index in autoscaling.services.indices {
      let plan = autoscaling.services[index].plan
      let first = services[plan.service].firstEndpoint
      for endpoint in first + plan.initial..<first + plan.settings.maximum {
        endpoints[endpoint].isReady = false
      }
      announceReady(service: plan.service)
      schedule(Event(.metricsTaken, Int32(index)), at: plan.settings.metricWindow)
      schedule(Event(.autoscale, Int32(index)), at: plan.settings.syncPeriod)
    }
  }

  /// Notes what `endpoint` has in its slots and its queue from now on.
  @inline(__always) mutating func noteLoad(at endpoint: Int) {
    guard autoscaling.isUsed else { return }
    let waiting = autoscaling.places[endpoint].countsWaiting ? endpoints[endpoint].waiting : 0
    autoscaling.places[endpoint].load.set(endpoints[endpoint].busy + waiting, at: calendar.now)
  }

  /// A window of an autoscaler's metric may be over.
  mutating func endMetricWindow(_ index: Int) {
    takeMetrics(index)
    repeatEvent(.metricsTaken, index, after: autoscaling.services[index].plan.settings.metricWindow)
  }

  /// An autoscaler looks at its metric and decides.
  mutating func autoscale(_ index: Int) {
    // A window that ends at this moment counts, whichever of the two events comes first.
    takeMetrics(index)
    let plan = autoscaling.services[index].plan
    let before = autoscaling.services[index].decision.replicas
    autoscaling.services[index].decision.decide(podReadings(index), at: now)
    let after = autoscaling.services[index].decision.replicas
    if after != before {
      autoscaling.services[index].endpoints.set(after, at: calendar.now)
      let first = services[plan.service].firstEndpoint
      if after > before {
        for endpoint in first + before..<first + after { start(endpoint, of: index) }
      } else {
        remove(first + after..<first + before, of: plan.service)
      }
    }
    repeatEvent(.autoscale, index, after: plan.settings.syncPeriod)
  }

  /// A new endpoint is ready, unless it was removed before.
  mutating func endStart(of endpoint: Int) {
    guard autoscaling.places[endpoint].ready == now else { return ignore() }
    endpoints[endpoint].isReady = true
    announceReady(service: endpoints[endpoint].service)
  }

  private mutating func start(_ endpoint: Int, of index: Int) {
    let plan = autoscaling.services[index].plan
    var draws = streams.startTimes[index].draws(autoscaling.services[index].started)
    autoscaling.services[index].started += 1
    let wait = SimulationDuration(seconds: plan.settings.startTime.sample(&draws))
    let ready = moment(after: wait.nanoseconds)
    autoscaling.places[endpoint].ready = ready
    schedule(Event(.endpointStarts, Int32(endpoint)), at: ready)
  }

  /// Assumption A-SIM-84: an autoscaler removes the newest endpoints; they get nothing new and finish what they have. A new endpoint
  /// that takes the place of one that has not finished yet has so many slots fewer until then.
  private mutating func remove(_ range: Range<Int>, of service: Int) {
    for endpoint in range {
      autoscaling.places[endpoint].ready = Model.never
      endpoints[endpoint].isReady = false
    }
    announceReady(service: service)
  }

  /// Closes the window of a metric where it is over.
  ///
  /// Assumption A-SIM-82: an autoscaler's metric is the mean over windows that follow one another from time zero on, known at the end of
  /// each; an endpoint counts once it was ready during a whole window, and as starting before.
  private mutating func takeMetrics(_ index: Int) {
    let plan = autoscaling.services[index].plan
    let begin = autoscaling.services[index].window
    guard now - begin >= plan.settings.metricWindow else { return }
    let first = services[plan.service].firstEndpoint
    for endpoint in first..<first + plan.settings.maximum {
      autoscaling.places[endpoint].metric = autoscaling.places[endpoint].load.mean(until: calendar.now) ?? 0
      autoscaling.places[endpoint].load.restart(at: calendar.now)
    }
    autoscaling.services[index].wholeWindow = begin
    autoscaling.services[index].window = now
  }

  /// What an autoscaler knows of its endpoints.
  ///
  /// Assumption A-SIM-83: to an autoscaler an endpoint that a fault has taken away is a pod without metrics.
  private mutating func podReadings(_ index: Int) -> PodReadings {
    let plan = autoscaling.services[index].plan
    let unit: Double
    var readings: PodReadings
    switch plan.settings.target {
    case .utilization(let share):
      unit = share * Double(services[plan.service].concurrency)
      readings = PodReadings(missingWhenFalling: 1 / share)
    case .inFlight(let count):
      unit = count
      readings = PodReadings()
    }
    let first = services[plan.service].firstEndpoint
    for endpoint in first..<first + autoscaling.services[index].decision.replicas {
      if endpointEffects[endpoint].isAway {
        readings.missing += 1
      } else if let window = autoscaling.services[index].wholeWindow,
        autoscaling.places[endpoint].ready <= window
      {
        readings.add(autoscaling.places[endpoint].metric / unit)
      } else {
        readings.starting += 1
      }
    }
    return readings
  }

  /// Schedules the next event of a kind while there is anything to happen.
  private mutating func repeatEvent(_ kind: Event.Kind, _ index: Int, after period: Int64) {
    guard now < model.measured.upperBound || jobs.count > 0 else { return }
    schedule(Event(kind, Int32(index)), at: moment(after: period))
  }
}

/// What is measured of autoscalers.
extension Replication {
  /// The number of endpoints is averaged from here on.
  mutating func beginMeasuringEndpoints() {
    for index in autoscaling.services.indices {
      autoscaling.services[index].atSecond -= autoscaling.services[index].endpoints.area(until: calendar.now)
      autoscaling.services[index].endpoints.restart(at: calendar.now)
    }
  }

  /// Takes the mean number of endpoints, and the most.
  mutating func endMeasuringEndpoints() {
    for index in autoscaling.services.indices {
      autoscaling.services[index].mean = autoscaling.services[index].endpoints.mean(until: calendar.now)
      autoscaling.services[index].most = autoscaling.services[index].endpoints.maximum
    }
  }

  /// Books the mean number of endpoints in a second of the timeline that ends now.
  mutating func endSecondOfEndpoints(_ second: Int) {
    for index in autoscaling.services.indices {
      let service = autoscaling.services[index].plan.service
      let area = autoscaling.services[index].endpoints.area(until: calendar.now)
      timeline[service: service, second: second].meanEndpoints =
        Double(area - autoscaling.services[index].atSecond) / 1e9
      autoscaling.services[index].atSecond = area
    }
  }
}
