import Logs

extension ImportReport {
  /// The report for programs (`weir.import/v1`); times are seconds, `origin` those since the epoch or the log's own zero.
  public func json() -> String {
    JSONValue.object([
      ("schema", .string("weir.import/v1")),
      ("trace", target.map { .string($0) } ?? .null),
      ("requests", JSONValue(summary.count)),
      ("columns", .array(summary.columns.map { .string($0) })),
      ("origin", summary.count > 0 ? .number(Double(summary.origin) / 1e9) : .null),
      ("originNanoseconds", summary.count > 0 ? .integer(summary.origin) : .null),
      ("span", summary.count > 0 ? .number(Double(summary.span) / 1e9) : .null),
      ("seed", .unsigned(options.seed)),
      ("spread", .string(options.spread.rawValue)),
      ("files", .array(zip(files, zip(formats, accounts)).map { file($0, $1.0, $1.1) })),
      ("lines", JSONValue(all.lines)),
      ("records", JSONValue(all.records)),
      ("filtered", JSONValue(all.filtered)),
      ("refused", JSONValue(all.refused)),
      ("omissions", .array(omissions.map(reason))),
      ("refusals", .array(refusals.map(reason))),
      ("spreadRequests", JSONValue(all.spread)),
      ("inversions", tally(all.inversions)),
      ("healthChecks", tally(all.healthChecks)),
      ("duplicates", tally(all.duplicates)),
      ("serverSide", tally(all.serverSide)),
      ("missingHost", tally(all.missingHost)),
      ("missingDuration", tally(all.missingDuration)),
      ("queries", JSONValue(all.queries)),
      ("clients", JSONValue(all.clients)),
      ("remarks", .array(remarks.map { .string($0) })),
      (
        "assumptions",
        .array(assumptions.map { .object([("id", .string($0.id)), ("text", .string($0.text))]) })
      ),
    ]).document
  }

  private func file(_ name: String, _ format: LogFormat, _ account: ImportAccounting) -> JSONValue {
    .object([
      ("file", .string(name)), ("format", .string(format.rawValue)), ("lines", JSONValue(account.lines)),
      ("records", JSONValue(account.records)), ("filtered", JSONValue(account.filtered)),
      ("refused", JSONValue(account.refused)),
    ])
  }

  private func reason(_ reason: Reason) -> JSONValue {
    .object([
      ("reason", .string(reason.name)), ("count", JSONValue(reason.tally.count)),
      ("first", places(reason.tally)),
    ])
  }

  private func tally(_ tally: ImportAccounting.Tally) -> JSONValue {
    .object([("count", JSONValue(tally.count)), ("first", places(tally))])
  }

  private func places(_ tally: ImportAccounting.Tally) -> JSONValue {
    .array(tally.first.map { .string(place($0)) })
  }
}
