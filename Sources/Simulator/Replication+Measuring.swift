import Engine
import Records
import Scenarios

extension Replication {
  /// Levels are averaged from here on.
  mutating func beginMeasuring() {
    for service in serviceMeasurements.indices {
      serviceMeasurements[service].busy.restart(at: calendar.now)
      serviceMeasurements[service].queue.restart(at: calendar.now)
    }
  }

  /// Takes the means of the levels.
  mutating func endMeasuring() {
    for service in serviceMeasurements.indices {
      serviceMeasurements[service].meanBusy = serviceMeasurements[service].busy.mean(until: calendar.now)
      serviceMeasurements[service].meanQueue = serviceMeasurements[service].queue.mean(until: calendar.now)
      serviceMeasurements[service].longestQueue = serviceMeasurements[service].queue.maximum
    }
  }

  /// Closes the timeline's current second and opens the next, until the timeline is full and nothing is in flight.
  mutating func endSecond() {
    let second = Int(now / 1_000_000_000) - 1
    if second < timeline.seconds {
      for service in secondBusy.indices {
        timeline.services[service].meanBusy[second] = secondBusy[service].mean(until: calendar.now) ?? 0
        timeline.services[service].meanQueue[second] = secondQueue[service].mean(until: calendar.now) ?? 0
        secondBusy[service].restart(at: calendar.now)
        secondQueue[service].restart(at: calendar.now)
      }
    }
    if now < model.measured.upperBound || requests.count > 0 || jobs.count > 0 {
      schedule(Event(.second), after: 1_000_000_000)
    }
  }

  /// Changes the number of busy slots of a service.
  mutating func setBusy(service: Int, by change: Int) {
    let level = serviceMeasurements[service].busy.level + change
    serviceMeasurements[service].busy.set(level, at: calendar.now)
    secondBusy[service].set(level, at: calendar.now)
  }

  /// Changes the number of waiting jobs of a service.
  mutating func setWaiting(service: Int, by change: Int) {
    let level = serviceMeasurements[service].queue.level + change
    serviceMeasurements[service].queue.set(level, at: calendar.now)
    secondQueue[service].set(level, at: calendar.now)
  }
}
