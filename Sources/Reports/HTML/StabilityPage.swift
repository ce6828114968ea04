import Charts
import Results

/// The page of a map of stability: load by trigger, and what keeps down what does not come back.
struct StabilityPage {
  let study: StoredStudy

  var content: PageContent {
    let foundations = study.variants.first.map(Foundations.init)
    let loops = StabilityReport.loops(study.findings.stability)
    return PageContent(
      kind: "Map of stability", verdict: nil, headline: StabilityReport.headline(of: study),
      description: study.variants.first?.run.description ?? "",
      sections: [
        PageContent.Section(
          id: "map", title: "Load by trigger",
          introduction: study.variants.first.map { StabilityReport.foundation(of: $0.run) + "." } ?? "",
          blocks: [.picture(map), .paragraph(StabilityReport.legend)]),
        PageContent.Section(
          id: "loops", title: "What keeps it down", blocks: loops.isEmpty ? [] : [.list(loops)]),
      ] + (foundations?.sections(isOfStudy: true) ?? []), footer: foundations?.footer ?? "")
  }

  private var map: Picture {
    let grid = StabilityGrid(study.findings.stability)
    let settings = study.variants.first?.run.settings ?? []
    return HeatMap(
      Caption(
        id: "map", title: "Stability by load and trigger",
        summary: StabilityReport.headline(of: study) + "."),
      rows: (name: settings.first?.path ?? "load", values: grid.loads),
      columns: (name: settings.last?.path ?? "trigger", values: grid.triggers),
      cells: grid.loads.map { load in
        grid.triggers.map { trigger in
          let cell = grid[load, trigger]
          return HeatMap.Cell(
            nil, cell.map(StabilityReport.text) ?? "", tone: cell.map { Self.tone($0.verdict) })
        }
      }, wording: nil
    ).picture()
  }

  private static func tone(_ verdict: StabilityRecord.Verdict) -> Tone {
    switch verdict {
    case .stable: .good
    case .vulnerable: .warm
    case .metastable: .bad
    case .overloaded: .reference
    }
  }
}
