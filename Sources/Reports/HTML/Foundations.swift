import Results

/// What the numbers of a page rest on: every metric, the input, what is assumed and what is left out.
struct Foundations {
  let run: StoredRun

  init(_ run: StoredRun) {
    self.run = run
  }

  /// - Parameter isOfStudy: Whether the run is one of many that differ in their settings: nothing is said that holds for it alone.
  func sections(isOfStudy: Bool = false) -> [PageContent.Section] {
    let digest = RunDigest(run)
    let metrics = metrics
    let overrides = isOfStudy ? run.run.overrides.filter { !isSetting($0) } : run.run.overrides
    let all = [
      PageContent.Section(
        id: "metrics", title: "All metrics",
        blocks: [
          .foldedTable(
            name: metrics.count > Self.mostMetrics
              ? "\(Figure.count(Self.mostMetrics)) of \(Figure.count(metrics.count)) metrics; -o csv has them all"
              : "\(metrics.count) metrics",
            .init(
              [["metric", "mean", "low", "high", "n", "meaning"]]
                + metrics.prefix(Self.mostMetrics).map(row), isRight: { $0 > 0 && $0 < 5 }))
        ]),
      PageContent.Section(
        id: "inputs", title: "Scenario and manifests",
        blocks: [.facts(digest.foundations)]
          + (overrides.isEmpty ? [] : [.heading("Changed on the command line"), .list(overrides)])
          + run.run.inputs.map { .text(name: Self.shortened($0.file), text: Self.cut($0.text)) }),
      PageContent.Section(
        id: "assumptions", title: "Assumptions and limits",
        introduction: digest.notModelled.isEmpty
          ? "Nothing in the manifests was left out." : "Not modelled, though the manifests say it:",
        blocks: (digest.notModelled.isEmpty ? [] : [.list(digest.notModelled)]) + [
          .foldedTable(
            name: digest.assumptions,
            .init(
              [["code", "what is assumed"]] + run.run.assumptions.map { [$0.id, $0.text] },
              isRight: { _ in false }))
        ]),
    ]
    return isOfStudy ? all.filter { $0.id != "metrics" } : all
  }

  /// Whether a change of the command line is one by which the runs of a study differ.
  private func isSetting(_ override: String) -> Bool {
    run.run.settings.contains { override.hasSuffix("\($0.path)=\($0.value)") }
  }

  /// The name of a file without the folders in which somebody keeps it, which are nobody's business.
  private static func shortened(_ file: String) -> String {
    file.hasPrefix("/") ? file.split(separator: "/").suffix(2).joined(separator: "/") : file
  }

  /// The beginning of a long text: a page of megabytes opens slowly, and the database has all of it.
  private static func cut(_ text: String) -> String {
    guard text.utf8.count > longestText else { return text }
    return text.prefix(longestText) + "\n… cut here: the database has the rest"
  }

  private static let longestText = 100_000

  /// What made the file.
  var footer: String {
    "Made by Weir \(run.run.version) from seed \(run.run.seed)"
      + (run.database.isEmpty ? "." : ", database \(run.database).")
  }

  /// The metrics without those of single routes, of which there may be thousands.
  private var metrics: [Summary] {
    JSONReport.sorted(run.summaries.filter { $0.labels["route"] == nil || $0.labels["mirror"] != nil })
  }

  /// Those of hundreds of services would make a page of megabytes.
  private static let mostMetrics = 1_000

  private func row(_ summary: Summary) -> [String] {
    let figure = Figure(for: summary.mean ?? 0, metric: summary.name)
    let numbers = [summary.mean, summary.low, summary.high].map { number in number.map(figure.text) ?? "" }
    let meaning = MetricCatalogue[summary.name]?.meaning ?? ""
    return ["\(summary.name)\(summary.labels.description)"] + numbers + ["\(summary.n)", meaning]
  }
}
