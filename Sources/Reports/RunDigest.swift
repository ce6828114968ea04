import Results

/// What a person wants to know of a run first, in words; terminal and Markdown lay it out.
struct RunDigest {
  /// Something said under a heading.
  struct Fact {
    let heading: String
    let text: String
  }

  /// A service's row, one text per column of ``serviceColumns``.
  typealias ServiceRow = [String]

  /// What is said of each service; the copies only where there is a mirror.
  var serviceColumns: [String] {
    ["service", "attempts", "retries", "denied", voice == .signs ? "amplif." : "amplification"]
      + (hasCopies ? ["copies"] : [])
      + ["busy", "queue", "rejected"]
  }

  let run: StoredRun
  private let voice: Voice
  private let summaries: [MetricKey: Summary]
  private let hasCopies: Bool

  init(_ run: StoredRun, _ voice: Voice = .signs) {
    self.run = run
    self.voice = voice
    // Nothing is said of single routes, of which there may be thousands.
    let summaries = Dictionary(
      run.summaries.lazy.filter { $0.labels["route"] == nil }
        .map { (MetricKey($0.name, $0.labels), $0) }, uniquingKeysWith: { first, _ in first })
    hasCopies = run.run.services.contains { service in
      (summaries[MetricKey("mirrored", ["service": service])]?.mean ?? 0) > 0
    }
    self.summaries = summaries
  }

  // MARK: The verdict

  /// The verdict over all checks, nil where there are none.
  ///
  /// What was interrupted passes nothing.
  var verdict: Verdict? {
    guard !run.checks.isEmpty else { return nil }
    if run.status == .partial, run.replications.isEmpty { return .inconclusive }
    let verdict = Verdict(of: run.checks)
    return run.status == .partial && verdict == .pass ? .inconclusive : verdict
  }

  /// The verdict in one line, without its colour.
  var headline: String {
    let total = run.checks.count
    let failed = run.checks.count { $0.verdict == .fail }
    let open = run.checks.count { $0.verdict == .inconclusive }
    let checks = total == 1 ? "check" : "checks"
    let said =
      switch verdict {
      case _ where run.status == .partial && run.replications.isEmpty:
        "interrupted before anything was complete"
      case nil: "no checks were asked for"
      case .pass: total == 1 ? "the check holds" : "all \(total) checks hold"
      case .fail: "\(failed) of \(total) \(checks) failed" + (open > 0 ? ", \(open) inconclusive" : "")
      case .inconclusive where open == 0: "interrupted; so far the checks hold"
      case .inconclusive: "\(open) of \(total) \(checks) inconclusive, the others hold"
      }
    return "\(run.run.scenario): \(said)"
  }

  /// What must not be overlooked.
  var warnings: [String] {
    var warnings: [String] = []
    if run.status == .partial {
      warnings.append(
        "partial: interrupted after \(run.replications.count) of \(run.run.replications) replications")
    }
    if run.replications.contains(where: { !$0.conservation.holds }) {
      warnings.append("requests do not add up: offered is not answered + unanswered; please report this")
    }
    return warnings
  }

  // MARK: Requests

  var requests: [Fact] {
    let account = run.conservation
    // Unlike every mean, the account is of all replications from their start.
    let (length, overflow) = run.run.warmUp.addingReportingOverflow(run.run.duration)
    let count = run.replications.count
    let times =
      (count == 1 ? "" : "\(count) \(voice.times) ") + Figure.duration(overflow ? run.run.duration : length)
    var facts = [
      Fact(
        heading: "Requests",
        text: "\(Figure.count(account.offered)) offered = \(Figure.count(account.answered)) answered + "
          + "\(Figure.count(account.unanswered)) unanswered, in \(times)")
    ]
    let success = value("success_ratio")
    let goodput = value("goodput")
    let offered = value("offered_rate")
    facts.append(Fact(heading: "Success", text: "\(success), goodput \(goodput) of \(offered) offered"))
    facts.append(
      Fact(
        heading: "Response",
        text: ["p50", "p95", "p99"].map { "\($0) \(value("response_time_\($0)"))" }.joined(separator: ", ")))
    let fates = Fate.allCases.compactMap { fate -> String? in
      guard let mean = summaries[MetricKey("fate_ratio", ["fate": fate.name])]?.mean, mean > 0 else {
        return nil
      }
      return "\(fate.name) \(Figure(for: mean, metric: "fate_ratio").text(mean))"
    }
    if !fates.isEmpty { facts.append(Fact(heading: "Fates", text: fates.joined(separator: ", "))) }
    return facts
  }

  // MARK: Services

  /// One row a service, means over the replications, in the order of the run.
  var services: [ServiceRow] {
    run.run.services.compactMap { service in
      let labels: Labels = ["service": service]
      guard let first = mean("first_attempts", labels), let retries = mean("retries", labels) else {
        return nil
      }
      return [
        service, Figure(for: first + retries, metric: "retries").text(first + retries),
        short("retries", labels), short("retries_denied", labels), short("amplification", labels),
      ] + (hasCopies ? [short("mirrored", labels)] : []) + [
        short("utilization", labels), short("queue_length_mean", labels), short("rejected", labels),
      ]
    }
  }

  /// Whether a budget's seconds are those of several gateway replicas, each with a budget of its own, added up.
  var isSum: Bool { run.run.gatewayReplicas > 1 }

  /// The retry budgets that ran out, or that none did.
  var budgets: [Fact] {
    let budgeted = run.run.services.enumerated().filter { _, service in
      mean("budget_exhaustion_episodes", ["service": service]) != nil
    }
    var firstStarts: [Int: Int64] = [:]
    for episode in run.replications.lazy.flatMap(\.episodes) {
      firstStarts[episode.service] = min(firstStarts[episode.service] ?? .max, episode.start)
    }
    let exhausted = budgeted.compactMap { index, service -> Fact? in
      guard let first = firstStarts[index] else { return nil }
      let labels: Labels = ["service": service]
      let start = Double(first) / 1e9
      return Fact(
        heading: "Budget",
        text: "\(service): exhausted \(short("budget_exhaustion_episodes", labels)) \(voice.times), for "
          + "\(short("budget_exhausted_seconds", labels))\(isSum ? " in sum" : ""); first at "
          + Figure(for: start, metric: "budget_exhausted_seconds").text(start))
    }
    if budgeted.isEmpty || !exhausted.isEmpty { return exhausted }
    return [
      Fact(heading: "Budget", text: "never exhausted: " + budgeted.map(\.element).joined(separator: ", "))
    ]
  }

  // MARK: Mirrors and faults

  /// Each mirror over all replications.
  var mirrors: [Fact] {
    mirrorsOfAll.map { mirror, same in
      let eligible = same.reduce(0) { $0 + $1.record.eligible }
      let sent = same.reduce(0) { $0 + $1.record.sent }
      let wanted = Figure(for: mirror.expected, metric: "mirror_ratio").text(mirror.expected)
      var text = "\(mirror.mirror) (\(mirror.route), rule \(mirror.rule)): expected \(wanted), "
      if eligible == 0 {
        text += "no request reached it"
      } else {
        let ratio = Double(sent) / Double(eligible)
        text +=
          "observed \(Figure(for: ratio, metric: "mirror_ratio").text(ratio)) of \(Figure.count(eligible))"
      }
      let judged = same.compactMap(\.interval).filter { $0.verdict != .inconclusive }
      if !judged.isEmpty {
        let inside = judged.count { $0.verdict == .pass }
        text += "; inside its 99.9 % interval in \(inside) of \(judged.count)"
      }
      return Fact(heading: "Mirror", text: text)
    }
  }

  /// What the replications say of each mirror, in the order in which mirrors first come.
  private var mirrorsOfAll: [(mirror: MirrorRecord, replications: [StoredRun.Mirror])] {
    struct Name: Hashable {
      let route: String
      let rule: Int
      let mirror: String
    }
    var positions: [Name: Int] = [:]
    var groups: [(mirror: MirrorRecord, replications: [StoredRun.Mirror])] = []
    for mirror in run.replications.lazy.flatMap(\.mirrors) {
      let record = mirror.record
      let name = Name(route: record.route, rule: record.rule, mirror: record.mirror)
      if let position = positions[name] {
        groups[position].replications.append(mirror)
      } else {
        positions[name] = groups.count
        groups.append((record, [mirror]))
      }
    }
    return groups
  }

  /// Each fault over all replications.
  var faults: [Fact] {
    var seen: Set<String> = []
    return run.replications.flatMap(\.faults).filter { seen.insert($0.name).inserted }.map { first in
      let labels: Labels = ["fault": first.name]
      var text = "\(first.name): \(Figure.duration(first.start)) to \(Figure.duration(first.end))"
      if mean("recovery_time", labels) != nil {
        text += ", recovered \(value("recovery_time", labels)) after it"
      }
      let never = summaries[MetricKey("recovery_time", labels)]?.never ?? 0
      if never > 0 { text += ", never recovered in \(never) of \(run.replications.count)" }
      if mean("lost_requests", labels) != nil {
        text += ", \(short("lost_requests", labels)) requests lost"
      }
      return Fact(heading: "Fault", text: text)
    }
  }

  // MARK: Checks

  /// Each check with the numbers behind its verdict.
  var checks: [(verdict: Verdict, text: String)] {
    run.checks.map { check in
      let metric = String(check.check.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      guard let estimate = check.estimate else {
        return (
          check.verdict, "\(check.check): \(check.reason.isEmpty ? "nothing was measured" : check.reason)"
        )
      }
      if check.isRelative { return (check.verdict, Self.relative(check, estimate)) }
      let figure = Figure(for: estimate, metric: metric)
      var text = "\(check.check): \(figure.text(estimate))"
      if let low = check.low, let high = check.high {
        text += " (\(figure.text(low)) to \(figure.text(high)))"
      }
      if check.n > 0 { text += ", n=\(check.n)" }
      return (check.verdict, check.reason.isEmpty ? text : "\(text); \(check.reason)")
    }
  }

  /// How much worse than the baseline something is, and how much it may be.
  private static func relative(_ check: CheckResult, _ estimate: Double) -> String {
    var text = "\(check.check): "
    text +=
      estimate == 0
      ? "no difference" : "\(Figure.percent(estimate.magnitude)) \(estimate > 0 ? "worse" : "better")"
    if let low = check.low, let high = check.high, low != high {
      let ends = estimate > 0 ? [low, high] : [-high, -low]
      text += " (\(Figure.percent(ends[0])) to \(Figure.percent(ends[1])))"
    }
    if let limit = check.limit { text += ", at most \(Figure.percent(limit)) allowed" }
    text += ", n=\(check.n)"
    return check.reason.isEmpty ? text : "\(text); \(check.reason)"
  }

  // MARK: What the numbers rest on

  var foundations: [Fact] {
    let record = run.run
    let gateways =
      record.gatewayReplicas == 1 ? "1 gateway replica" : "\(record.gatewayReplicas) gateway replicas"
    let count = run.replications.count
    let found = record.warmUpNote.isEmpty ? "" : " (\(record.warmUpNote))"
    let each =
      "\(Figure.duration(record.duration)) after \(Figure.duration(record.warmUp)) of warm-up\(found)"
    let confidence = run.summaries.first.map { Self.percent(ofConfidence: $0.confidence) }
    let intervals = confidence.map {
      count > 1
        ? "means with \(voice == .signs ? "±" : "half of their interval") at \($0) %" : "no interval from one"
    }
    return [
      Fact(
        heading: "Run",
        text: "seed \(record.seed), \(count) \(count == 1 ? "replication" : "replications") of \(each), "
          + (intervals.map { $0 + ", " } ?? "") + "data plane \(record.dataPlane), \(gateways)")
    ]
  }

  /// Whole per cents, or the digits that tell it from certainty.
  private static func percent(ofConfidence share: Double) -> String {
    Figure.fixed(share * 100, share > 0.995 ? 3 : 0)
  }

  /// How many assumptions the run rests on, and that what it leaves out is listed.
  var assumptions: String {
    let count = run.run.assumptions.count
    return count == 1 ? "1 assumption" : "\(count) assumptions"
  }

  /// What the manifests say and the run leaves out, object by object.
  var notModelled: [String] {
    run.run.notModelled.map { $0.path.isEmpty ? $0.object : "\($0.object) \($0.path)" }
  }

  /// The command that shows what is behind the most interesting number.
  var nextCommand: String {
    let view =
      run.replications.contains { !$0.episodes.isEmpty } ? "v_retry_budget_exhaustion" : "v_summary"
    return "weir query \(Self.shellQuoted(run.database)) 'select * from \(view)'"
  }

  private static func shellQuoted(_ text: String) -> String {
    let plain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+:@%,=".contains($0)) }
    return plain && !text.isEmpty
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  // MARK: Values

  private func mean(_ name: String, _ labels: Labels = .none) -> Double? {
    summaries[MetricKey(name, labels)]?.mean
  }

  /// A metric with half of its interval's width.
  private func value(_ name: String, _ labels: Labels = .none) -> String {
    guard let summary = summaries[MetricKey(name, labels)], let mean = summary.mean else {
      return "unknown"
    }
    let half = summary.low.flatMap { low in summary.high.map { ($0 - low) / 2 } }
    return Figure(for: mean, metric: name).text(mean, plusMinus: half, voice)
  }

  /// A metric without its interval, `-` where there is none.
  private func short(_ name: String, _ labels: Labels) -> String {
    mean(name, labels).map { Figure(for: $0, metric: name).text($0) } ?? "-"
  }
}
