import Documents
import GatewayAPI

/// One millisecond and one second in nanoseconds.
let millisecond: Int64 = 1_000_000
let second: Int64 = 1_000_000_000

/// A rule that writes every field that a data plane translates.
let fullRule = RulePlan(
  requestTimeout: second, backendRequestTimeout: 200 * millisecond,
  retry: .init(attempts: 3, codes: [500, 503], backoff: 100 * millisecond))

/// A rule whose `retry` is empty.
let bareRetry = RulePlan(retry: .init(attempts: nil, codes: [], backoff: nil))

/// A rule with timeouts and without `retry`.
let unretried = RulePlan(requestTimeout: second, backendRequestTimeout: 200 * millisecond)

func retryBudget(
  percent: Int = 20, interval: Int64 = 10 * second, count: Int = 10, per minimumInterval: Int64 = second
) -> RetryBudget {
  RetryBudget(
    policy: NamespacedName(name: "policy"), percent: percent, interval: interval, minimumCount: count,
    minimumInterval: minimumInterval, location: SourceLocation(file: "input.yaml", line: 1, column: 1))
}

extension Translated {
  /// Each note as `verdict field: written -> becomes`, the field without what all paths begin with.
  var lines: [String] {
    notes.map { note in
      let path = note.path.replacing("spec.retryConstraint.", with: "").replacing("spec.", with: "")
      return "\(note.verdict.rawValue) \(path): \(note.written ?? "-") -> \(note.becomes ?? "-")"
    }
  }
}
