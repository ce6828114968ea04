import Charts
import Results

/// The attempts of a request as bars on one axis of time, from its arrival on.
struct WaterfallDrawing {
  let facts: RequestFacts
  /// Tells the request from others of the page.
  let id: String
  let title: String

  /// nil where there are no attempts.
  var picture: Picture? {
    let story = facts.story
    guard !story.attempts.isEmpty else { return nil }
    let response = story.request.response
    return WaterfallChart(
      Caption(
        id: id, title: title,
        summary: "\(story.attempts.count == 1 ? "One attempt" : "\(story.attempts.count) attempts"), "
          + (response >= 0 ? "answered after \(RequestFacts.time(response))." : "never answered.")),
      wording: RunDrawings.wording("response_time_mean"), rows: story.attempts.map(row)
    ).picture()
  }

  private func row(_ attempt: AttemptRow) -> WaterfallChart.Row {
    let service = facts.name(ofService: attempt.service) ?? "?"
    let place = attempt.endpoint >= 0 ? "\(service) #\(attempt.endpoint)" : service
    return WaterfallChart.Row(
      "\(attempt.attempt)  \(place)",
      text: attempt.status > 0 ? "\(attempt.status) \(attempt.outcome.name)" : attempt.outcome.name,
      bars: WaterfallParts(facts).parts(of: attempt).map { part in
        WaterfallChart.Bar(
          part.kind.name, tone(part.kind, attempt), from: part.from / 1e9, to: part.end / 1e9)
      })
  }

  private func tone(_ kind: WaterfallParts.Kind, _ attempt: AttemptRow) -> Tone {
    switch kind {
    case .underWay: .reference
    case .waiting: .warm
    case .inService: attempt.outcome == .success ? .good : .bad
    case .unknown: .second
    }
  }
}
