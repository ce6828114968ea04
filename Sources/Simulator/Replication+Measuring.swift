import Engine
import Records
import Scenarios

extension Replication {
  /// Levels are averaged from here on.
  mutating func beginMeasuring() {
    for service in serviceMeasurements.indices {
      serviceMeasurements[service].beginMeasuring(at: calendar.now)
    }
    beginMeasuringEndpoints()
  }

  /// Takes the means of the levels.
  mutating func endMeasuring() {
    for service in serviceMeasurements.indices {
      serviceMeasurements[service].meanBusy = serviceMeasurements[service].busy.mean(until: calendar.now)
      serviceMeasurements[service].meanQueue = serviceMeasurements[service].queue.mean(until: calendar.now)
      serviceMeasurements[service].longestQueue = serviceMeasurements[service].queue.maximum
    }
    endMeasuringEndpoints()
  }

  /// Closes the timeline's current second and opens the next, until the timeline is full and nothing is in flight.
  mutating func endSecond() {
    let second = Int(now / 1_000_000_000) - 1
    if second < timeline.seconds {
      for service in serviceMeasurements.indices {
        let means = serviceMeasurements[service].meansOfSecond(endingAt: calendar.now)
        timeline[service: service, second: second].meanBusy = means.busy
        timeline[service: service, second: second].meanQueue = means.queue
        timeline[service: service, second: second].readyEndpoints = Int32(
          clamping: balancers.ready[service].count)
        serviceMeasurements[service].beginSecond(at: calendar.now)
      }
      endSecondOfEndpoints(second)
      sampleBudgets(second)
    }
    if now < model.measured.upperBound || jobs.count > 0 {
      schedule(Event(.second), at: moment(after: 1_000_000_000))
    }
  }
}
