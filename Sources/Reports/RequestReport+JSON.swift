import Results

extension RequestReport {
  /// The requests as JSON, for programs (`weir.request/v1`); times are in seconds from the start of the replication.
  public func json() -> String {
    JSONValue.object([
      ("schema", .string("weir.request/v1")),
      ("scenario", .string(run.scenario)),
      ("requests", .array(entries.map(value))),
      ("notes", .array(notes.map { .string($0) })),
    ]).document
  }

  private func value(of entry: Entry) -> JSONValue {
    let facts = facts(of: entry)
    let request = entry.story.request
    let shape = facts.shape
    let steps = self.steps(of: entry)
    return .object([
      ("id", .string("\(entry.choice.replication)/\(entry.choice.number)")),
      ("replication", JSONValue(entry.choice.replication)),
      ("request", .integer(entry.choice.number)),
      ("chosen", .array(entry.choice.reasons.compactMap(\.words).map { .string($0) })),
      ("traffic", JSONValue(shape?.traffic)), ("method", JSONValue(shape?.method)),
      ("host", JSONValue(shape?.host)), ("path", JSONValue(shape?.path)),
      ("arrival", seconds(request.arrival)),
      ("route", JSONValue(shape?.route)), ("rule", shape?.rule.map { JSONValue($0) } ?? .null),
      ("at", JSONValue(facts.rule.map { "\($0.location)" })),
      ("service", JSONValue(facts.service)),
      ("replica", request.replica >= 0 ? .integer(Int64(request.replica)) : .null),
      ("status", request.status > 0 ? .integer(Int64(request.status)) : .null),
      ("fate", .string(request.fate.name)), ("responseTime", seconds(request.response)),
      (
        "attempts",
        .array(zip(entry.story.attempts, steps).map { value(of: $0, followedBy: $1, facts) })
      ),
    ])
  }

  private func value(
    of attempt: AttemptRow, followedBy step: RequestSteps.Step?, _ facts: RequestFacts
  ) -> JSONValue {
    .object([
      ("attempt", .integer(Int64(attempt.attempt))),
      ("service", JSONValue(facts.name(ofService: attempt.service))),
      ("endpoint", attempt.endpoint >= 0 ? .integer(Int64(attempt.endpoint)) : .null),
      ("start", seconds(attempt.start)), ("waiting", seconds(attempt.waiting)),
      ("serviceTime", seconds(attempt.serviceTime)), ("end", seconds(attempt.end)),
      ("status", attempt.status > 0 ? .integer(Int64(attempt.status)) : .null),
      ("outcome", .string(attempt.outcome.name)), ("then", step.map(value) ?? .null),
    ])
  }

  private func value(of step: RequestSteps.Step) -> JSONValue {
    .object([
      ("decision", .string(step.kind)), ("reason", .string(step.text)),
      ("backoff", step.wait.map(seconds) ?? .null), ("numbers", step.numbers.map(value) ?? .null),
    ])
  }

  /// As `v_attempt.denial` has them.
  private func value(of numbers: AttemptRow.Denial) -> JSONValue {
    .object([
      ("retries", .integer(Int64(numbers.retries))), ("requests", .integer(Int64(numbers.requests))),
      ("limit", .integer(Int64(numbers.limit))),
      ("minimumRetries", .integer(Int64(numbers.minimumRetries))),
      ("minimumLimit", .integer(Int64(numbers.minimumLimit))), ("term", .string(numbers.term.name)),
    ])
  }

  /// Nanoseconds as seconds, null where they are negative: not known.
  private func seconds(_ nanoseconds: Int64) -> JSONValue {
    nanoseconds < 0 ? .null : .number(Double(nanoseconds) / 1e9)
  }
}
