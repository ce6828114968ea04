import Scenarios

extension BudgetReadings.Window {
  /// The last moment that such a window of `length` nanoseconds has forgotten at `now`.
  @inline(__always) func forgotten(at now: Int64, length: Int64) -> Int64 {
    switch self {
    case .sliding: return now - length
    case .fixed: return now - now % length - 1
    case .slots:
      let slot = max(length / 10, 1)
      return (now / slot - 9) * slot - 1
    }
  }
}
