import Results

/// A search: its answer in a sentence, then its way there, value by value.
public enum SearchReport {
  static let columns = ["value", "replications", "", "what decided"]

  /// Renders a search for a terminal.
  public static func text(of study: StoredStudy, _ style: TextStyle = .page()) -> String {
    guard let search = study.findings.search, let base = study.variants.first else { return "" }
    let answer = Printable.terminal(answer(of: search, style.voice))
    var lines = [sign(search.outcome, style.paint) + style.paint.bold(answer)]
    if search.outcome == .inconclusive {
      lines += style.paragraph("", Printable.terminal(search.reason))
    }
    if style.hasPictures { lines += SearchPicture.lines(of: study.variants, search) }
    lines += style.table(
      [columns] + study.variants.map { row($0, style.voice).map(Printable.terminal) },
      isRight: { $0 < 2 })
    lines += style.paragraph("Run", Printable.terminal(foundation(of: study, search)))
    lines += TerminalReport.model(RunDigest(base), style)
    if !study.database.isEmpty { lines += style.paragraph("Database", Printable.terminal(study.database)) }
    return style.text(lines)
  }

  /// Renders a search as Markdown.
  ///
  /// - Parameter limit: The most bytes of UTF-8; what goes beyond is cut at a line, and said to be.
  public static func markdown(of study: StoredStudy, limit: Int = MarkdownReport.largest) -> String {
    guard let search = study.findings.search, let base = study.variants.first else { return "" }
    let digest = RunDigest(base)
    var lines = ["## \(sign(search.outcome)): \(Printable.markdown(answer(of: search)))", ""]
    if search.outcome == .inconclusive { lines += [Printable.markdown(search.reason), ""] }
    lines += markdownTable([columns] + study.variants.map { row($0) }, isRight: { $0 < 2 })
    lines += ["", Printable.markdown(foundation(of: study, search)), ""]
    lines += MarkdownReport.list("Not modelled", digest.notModelled)
    lines += MarkdownReport.list("Assumptions", base.run.assumptions.map { "\($0.id): \($0.text)" })
    return MarkdownReport.cut(lines, limit: limit)
  }

  /// The answer in a sentence.
  static func answer(of search: SearchRecord, _ voice: Voice = .signs) -> String {
    let path = search.path
    let confidence = "at \(percent(search.confidence))"
    switch (search.outcome, search.goal) {
    case (.found, let goal):
      let (low, high) = (search.low ?? "?", search.high ?? "?")
      let interval = voice == .signs ? "[\(low), \(high)]" : "between \(low) and \(high)"
      return "\(goal?.rawValue ?? "a") \(path) that passes: \(search.best ?? "?") \(interval) \(confidence)"
    case (.allPass, _), (.nonePasses, _): return "\(path): \(search.reason), \(confidence)"
    case (.notMonotone, _): return "\(path) has no single threshold: \(search.reason), \(confidence)"
    case (.inconclusive, _): return "\(path): \(known(of: search) ?? "no answer")"
    }
  }

  /// What an inconclusive search knows for certain: one of the two ends.
  private static func known(of search: SearchRecord) -> String? {
    switch (search.goal, search.low, search.high) {
    case (.largest, let value?, nil), (.smallest, nil, let value?):
      "\(value) surely passes, and no value surely fails"
    case (.largest, nil, let value?), (.smallest, let value?, nil):
      "\(value) surely fails, and no value surely passes"
    default: nil
    }
  }

  private static func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded()
    return Figure.fixed(share * 100, tenths == (share * 100).rounded() * 10 ? 0 : 1) + " %"
  }

  /// A value that was tried, with the check that decided.
  static func row(_ run: StoredRun, _ voice: Voice = .signs) -> [String] {
    let verdict = Verdict(of: run.checks)
    let checks = RunDigest(run, voice).checks
    // One check is enough to fail; it takes all to pass.
    let deciding =
      verdict == .pass && checks.count > 1
      ? "all \(checks.count) checks" : checks.first { $0.verdict == verdict }?.text ?? ""
    return [run.run.variant, "\(run.replications.count)", voice.verdict(verdict, open: "unclear"), deciding]
  }

  static func foundation(of study: StoredStudy, _ search: SearchRecord) -> String {
    guard let base = study.variants.first else { return "" }
    let record = base.run
    let each = "\(Figure.duration(record.duration)) after \(Figure.duration(record.warmUp)) of warm-up"
    let judged = base.summaries.first.map { "; each check judged at \(precise($0.confidence))" } ?? ""
    return
      "seed \(record.seed), up to \(record.replications) replications of \(each) for each value, data plane "
      + "\(record.dataPlane)\(judged)" + (base.status == .partial ? "; partial: interrupted" : "")
  }

  /// A confidence near 1, with the digits that tell it from 1.
  private static func precise(_ share: Double) -> String { Figure.fixed(share * 100, 3) + " %" }

  private static func sign(_ outcome: SearchRecord.Outcome, _ paint: Paint) -> String {
    let text = sign(outcome).uppercased() + " "
    return switch outcome {
    case .found, .allPass: paint.good(text)
    case .nonePasses: paint.bad(text)
    case .notMonotone, .inconclusive: paint.doubtful(text)
    }
  }

  static func sign(_ outcome: SearchRecord.Outcome) -> String {
    switch outcome {
    case .found: "Found"
    case .allPass: "All pass"
    case .nonePasses: "None passes"
    case .notMonotone: "Not monotone"
    case .inconclusive: "Inconclusive"
    }
  }
}
