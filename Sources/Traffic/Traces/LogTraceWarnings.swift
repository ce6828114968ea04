import Logs

/// What somebody who replays a log has to know of its lines.
struct LogTraceWarnings {
  /// The warnings, each with the first line that it is about.
  private(set) var all: [TraceProblem] = []

  init(_ log: borrowing ImportedLog, _ options: LogOptions) {
    let account = log.accounting
    let refused = account.refusals.values.flatMap(\.first).sorted()
    add(
      .refusedLines, account.refused, refused, "lines cannot be read and are left out",
      "look at the first of them; weir trace import tells the reasons")
    add(
      .healthChecks, account.healthChecks, "requests are probes of health, not of users",
      "leave them out with `where`, such as path!=/healthz")
    add(
      .duplicates, account.duplicates, "requests were told by another line already: they double the load",
      "import the log with weir trace import --drop-duplicates and replay the trace")
    if options.defaultHost == nil {
      add(
        .noHost, account.missingHost, "requests have no host, by which routes tell them apart",
        "name it with `host`")
    }
    add(
      .noDuration, account.missingDuration,
      "requests tell when they ended and not how long they took: each arrives late by that",
      "let the server log the duration")
    add(
      .spread, account.spread, [],
      "requests of a clock of whole seconds lie within their second by chance: structure below a second is synthetic",
      "weir trace import --spread even and burst show how much depends on it")
    all += log.remarks.map {
      TraceProblem(.guessed, $0, suggestion: "`map` and `timeUnit` say what is meant, where this is wrong")
    }
  }

  private mutating func add(
    _ code: TraceCode, _ tally: ImportAccounting.Tally, _ message: String, _ suggestion: String
  ) {
    add(code, tally.count, tally.first, message, suggestion)
  }

  private mutating func add(
    _ code: TraceCode, _ count: Int, _ first: [LogPlace], _ message: String, _ suggestion: String
  ) {
    guard count > 0 else { return }
    all.append(
      TraceProblem(code, "\(count) \(message)", line: first.first?.line, suggestion: suggestion))
  }
}
