import Engine
import Scenarios

/// The autoscalers of a replication: what they measure, what they decided, and which of their endpoints are there.
struct Autoscaling: ~Copyable {
  /// A place for an endpoint of any service.
  struct Place {
    /// Whether what waits counts as load too.
    let countsWaiting: Bool
    /// What is in its slots, and in its queue where that counts, since the window began.
    var load = TimeWeightedTally()
    /// The mean of the load in the last whole window.
    var metric = 0.0
    /// Since when its endpoint is ready, or when it will be; ``Model/never`` where there is none.
    var ready = Model.never
  }

  /// One service's autoscaler.
  struct Scaled {
    let plan: Model.Autoscaled
    var decision: PodAutoscaler
    /// How many endpoints there shall be.
    var endpoints: TimeWeightedTally
    /// When the current window of its metric began, and the last whole one.
    var window: Int64 = 0
    var wholeWindow: Int64?
    /// How many endpoints it has started, which the draws of their start times are keyed by.
    var started: UInt64 = 0
    /// The mean and the maximum over the measured time, taken when it ends.
    var mean: Double?
    var most = 0
    /// The integral of the endpoints at the beginning of the timeline's current second.
    var atSecond: Int128 = 0

    init(_ plan: Model.Autoscaled) {
      self.plan = plan
      decision = PodAutoscaler(plan.settings, replicas: plan.initial)
      endpoints = TimeWeightedTally(level: plan.initial)
    }
  }

  let isUsed: Bool
  var services: Table<Scaled>
  /// For each endpoint of all services; none without any autoscaler.
  var places: Table<Place>

  init(_ model: Model) {
    isUsed = !model.autoscalers.isEmpty
    services = Table(model.autoscalers.map(Scaled.init))
    var places = [Place](
      repeating: Place(countsWaiting: false), count: isUsed ? model.endpointCount : 0)
    for plan in model.autoscalers {
      let first = model.services[plan.service].firstEndpoint
      if case .inFlight = plan.settings.target {
        for endpoint in first..<first + plan.settings.maximum {
          places[endpoint] = Place(countsWaiting: true)
        }
      }
      for endpoint in first..<first + plan.initial { places[endpoint].ready = 0 }
    }
    self.places = Table(places)
  }
}
