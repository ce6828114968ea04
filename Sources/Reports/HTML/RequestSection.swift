import Charts
import Results

/// What single requests went through, as a section of a page.
struct RequestSection {
  let report: RequestReport

  var section: PageContent.Section {
    PageContent.Section(
      id: "requests", title: "Single requests", introduction: report.notes.joined(separator: " "),
      blocks: report.entries.enumerated().flatMap { blocks(of: $1, number: $0) })
  }

  private func blocks(of entry: RequestReport.Entry, number: Int) -> [PageContent.Block] {
    let facts = report.facts(of: entry)
    let drawing = WaterfallDrawing(
      facts: facts, id: number == 0 ? "request" : "request-\(number + 1)", title: report.title(of: entry))
    let decisions = zip(entry.story.attempts, report.steps(of: entry)).compactMap { attempt, step in
      step.map { "after attempt \(attempt.attempt): \($0.text)" }
    }
    return [.heading(report.title(of: entry)), .list(facts.lines(.signs))]
      + drawing.picture.blocks + (decisions.isEmpty ? [] : [.list(decisions)])
  }
}
