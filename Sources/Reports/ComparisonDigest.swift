import Results

/// What a person wants to know of a comparison first, in words; terminal and Markdown lay it out.
struct ComparisonDigest {
  /// One metric of a variant against the base's, one text per column of ``columns``.
  struct Row {
    let verdict: Difference.Verdict
    let isSignificant: Bool
    let cells: [String]
  }

  /// A variant against the base.
  struct Section {
    let name: String
    let headline: String
    /// The headline metrics, in the order of the catalogue.
    let headlines: [Row]
    /// The other metrics that differ significantly, the largest differences first.
    let others: [Row]
    /// How many other metrics do not.
    let unchanged: Int
    let checks: [(verdict: Verdict, text: String)]
    let changes: [Change]
  }

  /// Something that a variant changes.
  struct Change {
    let what: String
    let at: String
    let line: String
  }

  static let columns = ["metric", "base", "variant", "difference", "relative", ""]

  static let baselineColumns = ["metric", "baseline", "now", "difference", "relative", ""]

  let study: StoredStudy
  var voice = Voice.signs

  private var base: StoredRun? { study.variants.first }
  private var others: [(number: Int, run: StoredRun)] {
    study.variants.enumerated().dropFirst().map { ($0, $1) }
  }

  // MARK: The verdict

  /// Whether a check of a variant fails, or a headline is significantly worse.
  var verdict: Verdict {
    let checks = others.flatMap(\.run.checks)
    if checks.contains(where: { $0.verdict == .fail }) || !regressions.isEmpty { return .fail }
    return isTooLittle || checks.contains { $0.verdict == .inconclusive } ? .inconclusive : .pass
  }

  /// Whether there is too little to show anything: a single replication, or an interrupted comparison.
  private var isTooLittle: Bool {
    base?.status == .partial || study.variants.contains { $0.replications.count < 2 }
  }

  /// The headlines that are significantly worse, the largest differences first.
  var regressions: [Difference] {
    study.findings.differences.filter { $0.verdict == .worse && $0.isHeadline }
      .sorted { Self.severity($0) > Self.severity($1) }
  }

  var headline: String {
    let name = base?.run.scenario ?? ""
    let worse = Set(regressions.map(\.variant)).count
    let failed = others.count { $0.run.checks.contains { $0.verdict == .fail } }
    let parts =
      (worse > 0 ? ["\(worse) of \(Self.counted(others.count, "variant")) worse than base"] : [])
      + (failed > 0 ? ["\(failed) with failed checks"] : [])
    if !parts.isEmpty { return "\(name): \(parts.joined(separator: ", "))" }
    if isTooLittle { return "\(name): too little to tell" }
    let better = Set(
      study.findings.differences.filter { $0.verdict == .better && $0.isHeadline }.map(\.variant)
    ).count
    return better > 0
      ? "\(name): \(better) of \(Self.counted(others.count, "variant")) better than base, none worse"
      : "\(name): no significant difference in what matters most"
  }

  var warnings: [String] {
    let fewest = study.variants.map(\.replications.count).min() ?? 0
    guard let base, base.status == .partial else {
      return fewest < 2
        ? ["a single replication shows no difference: nothing below is significant or ruled out"] : []
    }
    return ["partial: interrupted after \(fewest) of \(base.run.replications) replications of each variant"]
  }

  // MARK: Variants

  var sections: [Section] {
    others.map { number, run in
      let differences = study.findings.differences.filter { $0.variant == number }
      let headlines = differences.filter(\.isHeadline)
      let rest = differences.filter { !$0.isHeadline }
      let significant = rest.filter(\.isSignificant)
      return Section(
        name: run.run.variant, headline: Self.headline(run.run.variant, headlines),
        headlines: headlines.map(row), others: Self.distinct(significant).map(row),
        unchanged: rest.count - significant.count, checks: RunDigest(run, voice).checks,
        changes: study.findings.changes.filter { $0.variant == number }.map(change))
    }
  }

  /// The largest differences first, each once: where all traffic takes one route, what is said of it is said of the route too.
  static func distinct(_ differences: [Difference]) -> [Difference] {
    var seen: Set<[String]> = []
    return differences.sorted {
      (severity($1), $0.labels.all.count) < (severity($0), $1.labels.all.count)
    }.filter { difference in
      let numbers = [difference.base, difference.value, difference.difference].map { "\($0 ?? .nan)" }
      return seen.insert([difference.metric] + numbers).inserted
    }
  }

  private static func headline(_ name: String, _ differences: [Difference]) -> String {
    let better = differences.count { $0.verdict == .better }
    let worse = differences.count { $0.verdict == .worse }
    switch (better, worse) {
    case (0, 0): return "\(name): no headline metric differs significantly from base"
    case (_, 0): return "\(name): better than base in \(counted(better, "headline metric")), worse in none"
    case (0, _): return "\(name): worse than base in \(counted(worse, "headline metric")), better in none"
    default:
      return "\(name): better than base in \(counted(better, "headline metric")), worse in \(worse)"
    }
  }

  func row(_ difference: Difference) -> Row {
    let scale = difference.base ?? difference.value ?? 0
    let figure = Figure(for: scale, metric: difference.metric)
    let half = difference.low.flatMap { low in difference.high.map { ($0 - low) / 2 } }
    let change = difference.difference.map { change in
      // In digits of its own: it may be a thousandth of what it is a difference of.
      let text = Figure(for: change == 0 ? scale : change, metric: difference.metric).text(
        change, plusMinus: half, signed: true, voice)
      return text.hasSuffix(" %") ? text.dropLast() + "points" : text
    }
    // The variant 0 is compared with a baseline of another database.
    let base = difference.variant == 0 ? nil : study.variants.first
    let isKnown = study.variants.indices.contains(difference.variant)
    let variant = isKnown ? study.variants[difference.variant] : nil
    let isShare = change?.hasSuffix("points") == true
    let isShown = difference.isSignificant || difference.difference == nil
    return Row(
      verdict: difference.verdict, isSignificant: difference.isSignificant,
      cells: [
        difference.metric + difference.labels.description,
        never(difference, in: base) ?? difference.base.map(figure.text) ?? "-",
        never(difference, in: variant)
          ?? difference.value.map { Figure(for: $0, metric: difference.metric).text($0) } ?? "-",
        change.map { isShown ? $0 : voice.insignificant($0) } ?? "-",
        isShown && !isShare ? difference.relative.map { Figure.signedPercent($0) } ?? "" : "",
        Self.note(difference),
      ])
  }

  /// That a fault was never recovered from, which no time says.
  private func never(_ difference: Difference, in run: StoredRun?) -> String? {
    guard difference.metric == "recovery_time" else { return nil }
    let summary = run?.summaries.first { $0.name == difference.metric && $0.labels == difference.labels }
    guard let summary, let never = summary.never, never > 0 else { return nil }
    return "never in \(never) of \(never + summary.n)"
  }

  private static func note(_ difference: Difference) -> String {
    switch difference.verdict {
    case .better: "better"
    case .worse: "worse"
    case .same: "same"
    case .inconclusive: difference.isSignificant ? "changed" : ""
    }
  }

  private func change(_ change: ChangeRecord) -> Change {
    let what = change.object + (change.path.isEmpty ? "" : " \(change.path)")
    let text =
      switch (change.from, change.to) {
      case (let from?, let to?): "\(what): \(voice.change(from: from, to: to))"
      case (nil, let to?): "\(what): added\(change.path.isEmpty ? "" : ", \(to)")"
      case (let from?, nil): "\(what): removed\(change.path.isEmpty ? "" : ", was \(from)")"
      case (nil, nil): what
      }
    // A change of the command line has no place in a file.
    let at = change.at.hasPrefix("--set ") ? "--set" : change.at
    return Change(what: text, at: at, line: at == "--set" ? "" : change.line)
  }

  /// How large a difference is against what it is measured by: of a success ratio the failures.
  static func severity(_ difference: Difference) -> Double {
    guard let change = difference.difference else { return .infinity }
    guard let base = difference.base else { return 0 }
    let scale = difference.metric == "success_ratio" ? 1 - base : base.magnitude
    return scale > 0 ? change.magnitude / scale : .infinity
  }

  // MARK: Ranks

  /// The ranks of all variants, one row a metric, the first row being the head; empty with fewer than three variants.
  var ranks: [[String]] {
    let ranks = study.findings.ranks
    guard !ranks.isEmpty else { return [] }
    let head = ["rank"] + study.variants.map(\.run.variant)
    let rows = stride(from: 0, to: ranks.count, by: study.variants.count).map { start -> [String] in
      let row = ranks[start..<min(start + study.variants.count, ranks.count)]
      let name = row.first.map { $0.metric + $0.labels.description } ?? ""
      return [name] + row.map { "\($0.rank)" }
    }
    return [head] + rows
  }

  // MARK: What the numbers rest on

  var foundation: String {
    guard let base else { return "" }
    let run = base.run
    let widths = study.findings.differences.filter(\.isHeadline).compactMap(\.narrowing).sorted()
    let seeds = Set(study.variants.map(\.run.seed))
    let shared =
      widths.isEmpty || seeds.count > 1
      ? ""
      : ", which narrow the intervals of the headlines \(Figure.fixed(widths[widths.count / 2], 1)) \(voice.times) (median)"
    let worlds = seeds.count == 1 ? "common random numbers\(shared)" : "independent seeds"
    return "seed \(run.seed), \(Self.counted(base.replications.count, "replication")) of each variant, "
      + "\(Figure.duration(run.duration)) after \(Figure.duration(run.warmUp)) of warm-up\(Self.note(run)), \(worlds); "
      + "quantiles are means over replications; \(voice == .signs ? "~ is not significant" : "significant means"): at most 5 % that any difference is called one where there is none"
  }

  /// The checks of the base, which no variant is blamed for.
  var baseChecks: [(verdict: Verdict, text: String)] { base.map { RunDigest($0, voice).checks } ?? [] }

  private static func note(_ run: RunRecord) -> String {
    run.warmUpNote.isEmpty ? "" : " (\(run.warmUpNote))"
  }

  /// Something of which there may be one.
  static func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }
}
