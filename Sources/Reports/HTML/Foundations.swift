import Results

/// What the numbers of a page rest on: every metric, the input, what is assumed and what is left out.
struct Foundations {
  let run: StoredRun

  init(_ run: StoredRun) {
    self.run = run
  }

  var sections: [PageContent.Section] {
    let digest = RunDigest(run)
    return [
      PageContent.Section(
        id: "metrics", title: "All metrics",
        blocks: [.foldedTable(name: "\(rows.count - 1) metrics", .init(rows, isRight: { $0 > 0 && $0 < 5 }))]),
      PageContent.Section(
        id: "inputs", title: "Scenario and manifests",
        blocks: [.facts(digest.foundations)]
          + (run.run.overrides.isEmpty
            ? [] : [.heading("Changed on the command line"), .list(run.run.overrides)])
          + run.run.inputs.map { .text(name: $0.file, text: $0.text) }),
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
  }

  /// What made the file.
  var footer: String {
    "Made by Weir \(run.run.version) from seed \(run.run.seed)"
      + (run.database.isEmpty ? "." : ", database \(run.database).")
  }

  /// The metrics without those of single routes, of which there may be thousands.
  private var rows: [[String]] {
    let shown = run.summaries.filter { $0.labels["route"] == nil || $0.labels["mirror"] != nil }
    return [["metric", "mean", "low", "high", "n", "meaning"]] + JSONReport.sorted(shown).map(row)
  }

  private func row(_ summary: Summary) -> [String] {
    let figure = Figure(for: summary.mean ?? 0, metric: summary.name)
    let numbers = [summary.mean, summary.low, summary.high].map { number in number.map(figure.text) ?? "" }
    let meaning = MetricCatalogue[summary.name]?.meaning ?? ""
    return ["\(summary.name)\(summary.labels.description)"] + numbers + ["\(summary.n)", meaning]
  }
}
