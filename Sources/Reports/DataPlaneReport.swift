import GatewayAPI

/// What `weir explain --data-planes` says: the retries to some Services under every data plane.
public struct DataPlaneReport {
  let comparisons: [DataPlaneComparison]
  let conditions: AmplificationBound.Conditions
  /// How long an attempt takes to fail, as it was asked for.
  let attemptTime: GatewayDuration

  /// Takes the comparisons and the conditions under which they were made.
  public init(
    _ comparisons: [DataPlaneComparison], under conditions: AmplificationBound.Conditions,
    attemptTime: GatewayDuration
  ) {
    self.comparisons = comparisons
    self.conditions = conditions
    self.attemptTime = attemptTime
  }

  /// Everything, as `weir.dataPlanes/v1`; a bound that does not exist is null.
  public func json() -> String {
    JSONValue.object([
      ("schema", .string("weir.dataPlanes/v1")), ("load", .number(conditions.load)),
      ("attemptTime", .string("\(attemptTime)")), ("replicas", JSONValue(conditions.replicas)),
      ("services", .array(comparisons.map(Self.json))),
    ]).document
  }

  private static func json(_ comparison: DataPlaneComparison) -> JSONValue {
    .object([
      ("service", .string("\(comparison.service)")),
      ("policy", comparison.budget.map { .string("XBackendTrafficPolicy/\($0.policy)") } ?? .null),
      (
        "rules",
        .array(
          comparison.rules.map { rule in
            .object([
              ("route", .string(rule.route)), ("rule", JSONValue(rule.index)),
              ("retried", .bool(rule.isRetried)), ("at", .string("\(rule.location)")),
            ])
          })
      ),
      ("dataPlanes", .array(comparison.columns.map { json($0, of: comparison) })),
    ])
  }

  private static func json(
    _ column: DataPlaneComparison.Column, of comparison: DataPlaneComparison
  ) -> JSONValue {
    .object([
      ("dataPlane", .string(column.dataPlane.name)),
      ("limit", .string(column.budget.setting.sentence(for: column.dataPlane.kind))),
      ("retries", column.retries.map { JSONValue($0) } ?? .null),
      ("retriesPerSecond", finite(column.bound.retriesPerSecond)),
      ("attemptsPerRequest", finite(column.bound.attemptsPerRequest)),
      ("refused", JSONValue(column.denied?.rawValue)),
      ("policyNotes", .array(column.budget.notes.map(json))),
      (
        "rules",
        .array(
          zip(comparison.rules, column.rules).map { rule, translated in
            .object([
              ("route", .string(rule.route)), ("rule", JSONValue(rule.index)),
              ("notes", .array(translated.notes.map(json))),
            ])
          })
      ),
    ])
  }

  private static func json(_ note: TranslationNote) -> JSONValue {
    .object([
      ("verdict", .string(note.verdict.rawValue)), ("path", .string(note.path)),
      ("written", JSONValue(note.written)), ("becomes", JSONValue(note.becomes)),
      ("reason", .string(note.reason)),
    ])
  }

  private static func finite(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
}

extension BudgetSettings {
  /// What limits the retries, in a few words.
  func sentence(for kind: DataPlaneKind) -> String {
    func duration(_ nanoseconds: Int64) -> String { "\(GatewayDuration(nanoseconds: nanoseconds))" }
    switch self {
    case .unlimited: return "only the rule's attempts"
    case .window(let budget):
      return "\(budget.percent) % of the requests of \(duration(budget.interval)), "
        + "at least \(budget.minimumCount) in \(duration(budget.minimumInterval))"
    case .concurrency(let maximum): return "\(maximum) at once"
    case .envoy(let share, let minimum, let interval):
      let whole = interval.map { "what started within \(duration($0))" } ?? "what is active"
      return "at once \(Self.whole(share)) % of \(whole), at least \(minimum)"
    case .tokens(let bucket):
      let payer = kind == .finagle ? "requests" : "successes"
      return "\(Self.whole(bucket.ratio * 100)) % of the \(payer) of \(duration(bucket.ttl)), "
        + "and \(bucket.minimumPerSecond)/s"
    case .throttle(let maximum, let ratio):
      return
        "above \(Self.whole(Double(maximum) / 2000)) of \(Self.whole(Double(maximum) / 1000)) tokens; "
        + "failure -1, success +\(Self.whole(Double(ratio) / 1000))"
    case .bucket(let rules): return "500 tokens, \(rules == .of2026 ? 14 : 5) a retry"
    }
  }

  /// At most three decimals, none where there is nothing behind the point.
  private static func whole(_ value: Double) -> String {
    let thousandths = (value * 1000).rounded()
    return thousandths.truncatingRemainder(dividingBy: 1000) == 0
      ? "\(Int64(thousandths / 1000))" : "\(thousandths / 1000)"
  }
}
