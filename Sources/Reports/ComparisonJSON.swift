import Results

extension JSONReport {
  /// A comparison (`weir.compare/v1`): every metric of every variant, and what the variants change.
  ///
  /// A partial comparison has `"partial": true` besides the members of the schema.
  public static func compare(_ study: StoredStudy) -> String {
    let names = study.variants.map(\.run.variant)
    func name(_ variant: Int) -> JSONValue {
      names.indices.contains(variant) ? .string(names[variant]) : .null
    }
    let findings = study.findings
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("weir.compare/v1")),
      ("base", .string(names.first ?? "")),
      ("variants", .array(names.dropFirst().map { .string($0) })),
      ("scenario", .string(study.variants.first?.run.scenario ?? "")),
      ("seed", study.variants.first.map { .unsigned($0.run.seed) } ?? .null),
      ("replications", JSONValue(study.variants.first?.replications.count ?? 0)),
      ("verdict", .string(ComparisonReport.verdict(of: study).rawValue)),
      (
        "differences",
        .series(count: findings.differences.count) { index in
          let difference = findings.differences[index]
          return self.difference(difference, variant: name(difference.variant))
        }
      ),
      (
        "ranks",
        .array(
          findings.ranks.map { rank in
            .object([
              ("variant", name(rank.variant)), ("metric", .string(rank.metric)),
              ("labels", labels(rank.labels)), ("rank", JSONValue(rank.rank)),
            ])
          })
      ),
      (
        "checks",
        .array(
          study.variants.flatMap { run in
            run.checks.map { result in
              .object([("variant", .string(run.run.variant))] + checkMembers(result))
            }
          })
      ),
      (
        "changes",
        .array(
          findings.changes.map { change in
            .object([
              ("variant", name(change.variant)), ("object", .string(change.object)),
              ("path", .string(change.path)), ("at", .string(change.at)), ("line", .string(change.line)),
              ("from", change.from.map { .string($0) } ?? .null),
              ("to", change.to.map { .string($0) } ?? .null),
            ])
          })
      ),
    ]
    if study.variants.first?.status == .partial { members.append(("partial", .bool(true))) }
    return JSONValue.object(members).document
  }

  private static func difference(_ difference: Difference, variant: JSONValue) -> JSONValue {
    let metric = MetricCatalogue[difference.metric]
    return .object([
      ("variant", variant), ("metric", .string(difference.metric)), ("labels", labels(difference.labels)),
      ("unit", metric.map { .string($0.unit.rawValue) } ?? .null),
      ("better", metric.map { .string($0.better.rawValue) } ?? .null),
      ("base", JSONValue(difference.base)), ("value", JSONValue(difference.value)),
      ("difference", JSONValue(difference.difference)), ("relative", JSONValue(difference.relative)),
      ("low", JSONValue(difference.low)), ("high", JSONValue(difference.high)),
      ("confidence", .number(difference.confidence)), ("n", JSONValue(difference.n)),
      ("narrowing", JSONValue(difference.narrowing)), ("significant", .bool(difference.isSignificant)),
      ("headline", .bool(difference.isHeadline)), ("verdict", .string(difference.verdict.rawValue)),
    ])
  }
}
