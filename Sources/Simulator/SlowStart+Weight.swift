import Scenarios

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

extension DataPlane.SlowStart {
  /// The weight of an endpoint that became ready `age` nanoseconds ago: max(minimum, (max(t, 1) / window)^(1 / aggression)) with times in
  /// seconds, at most 1 (reference retry-budgets 6).
  package func weight(after age: Int64) -> Double {
    let share = Double(max(age, 1_000_000_000)) / Double(window)
    guard share < 1 else { return 1 }
    return max(minimumWeight, aggression == 1 ? share : pow(share, 1 / aggression))
  }
}
