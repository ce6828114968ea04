import Results

/// Annotations in the form that GitHub Actions reads from a job's output, at most ten, the worst first.
///
/// The form is that of workflow commands: `::error file=F,line=L,col=C,title=T::MESSAGE`, with `%`, line ends and, in properties, `:` and `,`
/// as percent-encoded bytes. Ten is how many errors a step may show.
public enum GitHubAnnotations {
  /// One annotation.
  struct Annotation {
    enum Level: String {
      case error
      case warning
    }

    let level: Level
    /// `file:line:column`, anything else is left out.
    let at: String
    let title: String
    let message: String
  }

  /// How many annotations are shown.
  static let most = 10

  /// The annotations of a comparison: each headline that is significantly worse, at the first line that its variant changes, and each check
  /// of a variant that fails or is inconclusive.
  public static func text(of study: StoredStudy) -> String {
    let places = Dictionary(grouping: study.findings.changes, by: \.variant)
      .mapValues { changes in changes.map(\.at).first { Place($0) != nil } ?? "" }
    let digest = ComparisonDigest(study: study)
    let regressions = digest.regressions.map { difference in
      let row = digest.row(difference).cells
      let name = study.variants[safe: difference.variant]?.run.variant ?? ""
      return Annotation(
        level: .error, at: places[difference.variant] ?? "", title: "\(name): \(row[0]) is worse",
        message: "\(row[0]): \(row[1]) → \(row[2]) (\(row[3]), n=\(difference.n))")
    }
    let checks = study.variants.enumerated().dropFirst().flatMap { number, run in
      annotations(ofChecks: run, at: { _ in places[number] ?? "" })
    }
    return text(of: regressions + checks)
  }

  /// The annotations of a run: each check that fails or is inconclusive, at its line in the scenario.
  public static func text(of run: StoredRun) -> String {
    text(ofCheck: StoredStudy(database: run.database, variants: [run], findings: Findings()))
  }

  /// The annotations of a run that may be held against a baseline: each check that fails or is inconclusive, at its line in the scenario,
  /// or, where it has none, at the first line that changed since the baseline.
  public static func text(ofCheck study: StoredStudy) -> String {
    guard let run = study.variants.first else { return "" }
    let change = study.findings.changes.map(\.at).first { Place($0) != nil } ?? ""
    return text(
      of: annotations(ofChecks: run, at: { check in CheckPlace.find(check, in: run.run.inputs) ?? change }))
  }

  private static func annotations(
    ofChecks run: StoredRun, at place: (String) -> String
  ) -> [Annotation] {
    let digest = RunDigest(run)
    let warnings = digest.warnings.map {
      Annotation(level: .error, at: "", title: run.run.scenario, message: $0)
    }
    return warnings
      + zip(run.checks, digest.checks.map(\.text)).compactMap { check, text in
        guard check.verdict != .pass else { return nil }
        let isFailure = check.verdict == .fail
        return Annotation(
          level: isFailure ? .error : .warning, at: place(check.check),
          title: "\(run.run.variant == "base" ? run.run.scenario : run.run.variant): "
            + (isFailure ? "check failed" : "check inconclusive"), message: text)
      }
  }

  /// The lines of at most ten annotations, errors first, and one that counts the rest.
  static func text(of annotations: [Annotation]) -> String {
    let sorted =
      annotations.filter { $0.level == .error } + annotations.filter { $0.level == .warning }
    let shown = sorted.count > most ? sorted.prefix(most - 1) : sorted[...]
    var lines = shown.map(line)
    if sorted.count > most {
      lines.append(
        line(
          Annotation(
            level: .error, at: "", title: "weir",
            message: "and \(sorted.count - shown.count) more: see the report")))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func line(_ annotation: Annotation) -> String {
    let place =
      Place(annotation.at).map { "file=\(property(String($0.file))),line=\($0.line),col=\($0.column)," } ?? ""
    return
      "::\(annotation.level.rawValue) \(place)title=\(property(annotation.title))::\(data(annotation.message))"
  }

  private static func data(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func property(_ text: String) -> String {
    data(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// `file:line:column`.
  private struct Place {
    let file: Substring
    let line: Int
    let column: Int

    init?(_ text: String) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 3, let line = Int(parts[parts.count - 2]),
        let column = Int(parts[parts.count - 1]),
        !text.hasPrefix("--")
      else { return nil }
      self.line = line
      self.column = column
      file = text.prefix(text.count - parts[parts.count - 2].count - parts[parts.count - 1].count - 2)
    }
  }
}

extension Array {
  /// The element at `index`, nil where there is none.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
