import Engine
import Scenarios

/// The time that the gateway takes to pass a request on.
enum Overhead {
  case none
  /// Nanoseconds; nothing is drawn for them.
  case constant(Int64)
  case drawn(TimeDistribution)

  init(_ distribution: TimeDistribution?) {
    guard let distribution else {
      self = .none
      return
    }
    self =
      distribution.variance == 0
      ? .constant(SimulationDuration(seconds: distribution.mean).nanoseconds) : .drawn(distribution)
  }
}
