import Documents
import Results

extension JSONReport {
  /// A search (`weir.find/v1`).
  ///
  /// Values are numbers in the unit of their dimension (seconds, per second, shares of 1), `set` is how they are written. The intervals of
  /// checks have the confidence with which they were judged, `checkConfidence`, which is above that of the answer.
  public static func find(_ study: StoredStudy) -> String {
    guard let search = study.findings.search, let base = study.variants.first else { return "" }
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("weir.find/v1")),
      ("scenario", .string(base.run.scenario)),
      ("seed", .unsigned(base.run.seed)),
      ("path", .string(search.path)),
      ("goal", search.goal.map { .string($0.rawValue) } ?? .null),
      ("outcome", .string(search.outcome.rawValue)),
      ("best", number(search.best)),
      ("low", number(search.low)),
      ("high", number(search.high)),
      ("set", search.best.map { .string($0) } ?? .null),
      ("confidence", .number(search.confidence)),
      ("checkConfidence", JSONValue(base.summaries.first?.confidence)),
      ("reason", .string(search.reason)),
      ("database", .string(study.database)),
      ("evaluations", .array(study.variants.map(evaluation))),
      ("notModelled", notModelled(base.run)),
    ]
    if base.status == .partial { members.append(("partial", .bool(true))) }
    return JSONValue.object(members).document
  }

  /// A map of stability (`weir.stability/v1`).
  public static func stability(_ study: StoredStudy) -> String {
    guard let base = study.variants.first else { return "" }
    let settings = base.run.settings
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("weir.stability/v1")),
      ("scenario", .string(base.run.scenario)),
      ("seed", .unsigned(base.run.seed)),
      ("load", settings.first.map { .string($0.path) } ?? .null),
      ("trigger", settings.last.map { .string($0.path) } ?? .null),
      ("replications", JSONValue(base.run.replications)),
      ("confidence", .number(0.95)),
      ("database", .string(study.database)),
      ("cells", .array(study.findings.stability.map(cell))),
      ("notModelled", notModelled(base.run)),
    ]
    if base.status == .partial { members.append(("partial", .bool(true))) }
    return JSONValue.object(members).document
  }

  private static func evaluation(_ run: StoredRun) -> JSONValue {
    let value = run.run.settings.last?.value
    return .object([
      ("value", number(value)), ("set", value.map { .string($0) } ?? .null),
      ("replications", JSONValue(run.replications.count)),
      ("verdict", .string(Verdict(of: run.checks).rawValue)),
      ("checks", .array(run.checks.map { .object(checkMembers($0) + [("reason", .string($0.reason))]) })),
    ])
  }

  private static func cell(_ cell: StabilityRecord) -> JSONValue {
    .object([
      ("load", .string(cell.load)), ("trigger", .string(cell.trigger)),
      ("verdict", .string(cell.verdict.rawValue)),
      ("recovered", JSONValue(cell.recovered)), ("n", JSONValue(cell.n)),
      ("low", .number(cell.low)), ("high", .number(cell.high)), ("recovery", JSONValue(cell.recovery)),
      ("sustainedBy", .array(cell.sustainedBy.map { .string($0) })),
      (
        "cuts",
        .array(
          cell.cuts.map { cut in
            .object([
              ("without", .array(cut.loops.map { .string($0) })), ("recovered", JSONValue(cut.recovered)),
              ("n", JSONValue(cut.n)),
            ])
          })
      ),
    ])
  }

  private static func notModelled(_ run: RunRecord) -> JSONValue {
    .array(run.notModelled.map { .object([("object", .string($0.object)), ("path", .string($0.path))]) })
  }

  /// The number that a value of a range means.
  private static func number(_ text: String?) -> JSONValue { JSONValue(text.flatMap { Amount($0)?.value }) }
}
