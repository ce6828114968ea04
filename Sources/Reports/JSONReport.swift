import Results

/// A run as JSON, for programs (`weir.run/v1`, `weir.check/v1`).
public enum JSONReport {
  /// Everything that was found: metrics in the order of the catalogue, then of their labels.
  ///
  /// A partial run has `"partial": true` besides the members of the schema.
  public static func run(_ run: StoredRun) -> String {
    let summaries = sorted(run.summaries)
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("weir.run/v1")),
      ("scenario", .string(run.run.scenario)),
      ("seed", .unsigned(run.run.seed)),
      ("replications", JSONValue(run.replications.count)),
      ("warmUp", .number(Double(run.run.warmUp) / 1e9)),
      ("duration", .number(Double(run.run.duration) / 1e9)),
      ("database", .string(run.database)),
      ("metrics", .series(count: summaries.count) { metric(summaries[$0]) }),
      ("checks", .array(run.checks.map(check))),
      (
        "notModelled",
        .array(
          run.run.notModelled.map {
            .object([("object", .string($0.object)), ("path", .string($0.path))])
          })
      ),
      (
        "conservation",
        .object([
          ("offered", JSONValue(run.conservation.offered)),
          ("answered", JSONValue(run.conservation.answered)),
          ("unanswered", JSONValue(run.conservation.unanswered)),
        ])
      ),
    ]
    if !run.run.warmUpNote.isEmpty { members.append(("warmUpNote", .string(run.run.warmUpNote))) }
    if run.status == .partial { members.append(("partial", .bool(true))) }
    return JSONValue.object(members).document
  }

  /// The checks alone, with the verdict over all of them.
  public static func check(_ run: StoredRun) -> String {
    JSONValue.object([
      ("schema", .string("weir.check/v1")),
      ("verdict", .string(Verdict(of: run.checks).rawValue)),
      ("checks", .array(run.checks.map(check))),
    ]).document
  }

  private static let positions = Dictionary(
    MetricCatalogue.all.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func sorted(_ summaries: [Summary]) -> [Summary] {
    // Once, and not at each comparison.
    let texts = summaries.map(\.labels.description)
    return summaries.indices.sorted { left, right in
      let names = (summaries[left].name, summaries[right].name)
      let positions = (Self.positions[names.0] ?? .max, Self.positions[names.1] ?? .max)
      if positions.0 != positions.1 { return positions.0 < positions.1 }
      return names.0 == names.1 ? texts[left] < texts[right] : names.0 < names.1
    }.map { summaries[$0] }
  }

  static func metric(_ summary: Summary) -> JSONValue {
    let definition = MetricCatalogue[summary.name]
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string(summary.name)),
      ("labels", labels(summary.labels)),
      ("unit", definition.map { .string($0.unit.rawValue) } ?? .null),
      ("better", definition.map { .string($0.better.rawValue) } ?? .null),
      ("mean", JSONValue(summary.mean)),
      ("low", JSONValue(summary.low)),
      ("high", JSONValue(summary.high)),
      ("confidence", .number(summary.confidence)),
      ("n", JSONValue(summary.n)),
    ]
    if let never = summary.never { members.append(("never", JSONValue(never))) }
    return .object(members)
  }

  static func labels(_ labels: Labels) -> JSONValue {
    .object(labels.all.map { ($0.key, .string($0.value)) })
  }

  static func check(_ result: CheckResult) -> JSONValue { .object(checkMembers(result)) }

  static func checkMembers(_ result: CheckResult) -> [(key: String, value: JSONValue)] {
    [
      ("check", .string(result.check)),
      ("verdict", .string(result.verdict.rawValue)),
      ("estimate", JSONValue(result.estimate)),
      ("low", JSONValue(result.low)),
      ("high", JSONValue(result.high)),
      ("limit", JSONValue(result.limit)),
      ("n", JSONValue(result.n)),
    ] + (result.isRelative ? [("relative", .bool(true))] : [])
  }
}
