import Charts
import Results

/// The page of a run: what came of it, what happened over time, and what it rests on.
struct RunPage {
  let run: StoredRun
  private let digest: RunDigest
  private let drawings: RunDrawings

  init(run: StoredRun, course: RunCourse) {
    self.run = run
    digest = RunDigest(run)
    drawings = RunDrawings(run: run, course: course)
  }

  /// - Parameters:
  ///   - kind: What the page is called.
  ///   - requests: Requests that are told one by one, nil without any.
  func content(kind: String, requests: RequestReport? = nil) -> PageContent {
    let foundations = Foundations(run)
    return PageContent(
      kind: kind, verdict: digest.verdict, headline: digest.headline, description: run.run.description,
      warnings: digest.warnings, tiles: tiles,
      sections: [checks, happened] + (requests.map { [RequestSection(report: $0).section] } ?? []) + courses
        + foundations.sections(), footer: foundations.footer)
  }

  /// What people look at first.
  var tiles: [PageContent.Tile] {
    var tiles = [
      tile("Success", "success_ratio"), tile("Goodput", "goodput"),
      tile("Response time p99", "response_time_p99"),
    ].compactMap(\.self)
    let worst = run.summaries.filter { $0.name == "amplification" }
      .max { ($0.mean ?? 0) < ($1.mean ?? 0) }
    if let worst, let mean = worst.mean {
      tiles.append(
        .init(
          name: "Amplification", value: Figure(for: mean, metric: worst.name).text(mean),
          note: worst.labels["service"] ?? ""))
    }
    let exhausted = run.summaries.filter {
      $0.name == "budget_exhausted_seconds" && $0.labels["replica"] == nil
    }.max { ($0.mean ?? 0) < ($1.mean ?? 0) }
    if let exhausted, let mean = exhausted.mean {
      tiles.append(
        .init(
          name: "Budget exhausted", value: Figure(for: mean, metric: exhausted.name).text(mean),
          note: (exhausted.labels["service"] ?? "")
            + (digest.isSum ? ", the sum of \(run.run.gatewayReplicas) gateway replicas" : "")))
    }
    return tiles
  }

  private func tile(_ name: String, _ metric: String) -> PageContent.Tile? {
    guard let summary = run.summaries.first(where: { $0.name == metric && $0.labels == .none }),
      let mean = summary.mean
    else { return nil }
    let figure = Figure(for: mean, metric: metric)
    var note = ""
    if let low = summary.low, let high = summary.high { note = "\(figure.text(low)) to \(figure.text(high))" }
    return .init(name: name, value: figure.text(mean), note: note)
  }

  private var checks: PageContent.Section {
    PageContent.Section(
      id: "checks", title: "Checks",
      blocks: digest.checks.isEmpty
        ? [] : [.verdicts(digest.checks)] + CheckDrawing(checks: run.checks).picture.blocks)
  }

  private var happened: PageContent.Section {
    PageContent.Section(
      id: "summary", title: "What happened",
      blocks: [
        .facts(
          digest.requests
            + [digest.budgets, digest.mirrors, digest.cors, digest.faults].flatMap { Self.shown($0) })
      ])
  }

  /// The first of many facts of a kind, and how many more there are: with thousands of routes nobody reads on.
  private static func shown(_ facts: [RunDigest.Fact]) -> [RunDigest.Fact] {
    guard let last = facts.last, facts.count > mostFacts else { return facts }
    let more = RunDigest.Fact(heading: last.heading, text: "and \(facts.count - mostFacts) more")
    return facts.prefix(mostFacts) + [more]
  }

  private static let mostFacts = 50

  // MARK: Over time

  /// The sections that show what happened over time.
  var courses: [PageContent.Section] {
    let retried = drawings.retriedServices
    let ratios = drawings.runningRatios
    return [
      PageContent.Section(id: "load", title: "Load", blocks: drawings.load.blocks),
      PageContent.Section(
        id: "response-times", title: "Response times",
        blocks: drawings.responseTimes.blocks + drawings.percentiles.blocks),
      PageContent.Section(
        id: "retries", title: "Retries and budgets",
        introduction: retried.count > Self.mostServices
          ? "The first \(Self.mostServices) of \(retried.count) services that are retried." : "",
        blocks: retried.prefix(Self.mostServices).flatMap {
          drawings.retries(of: $0).blocks + drawings.budget(of: $0).blocks
        } + drawings.amplification.blocks),
      PageContent.Section(
        id: "services", title: "Services",
        blocks: [serviceTable]
          + [drawings.attempts, drawings.queues, drawings.utilization, drawings.rejections].flatMap(\.blocks)),
      PageContent.Section(
        id: "mirrors", title: "Mirrors",
        introduction: ratios.left > 0
          ? "Over time the first \(ratios.pictures.count) mirrors are shown; \(ratios.left) more are not."
          : "",
        blocks: drawings.mirrors.blocks + ratios.pictures.map { .picture($0) }),
    ]
  }

  /// Charts of more services would make the page too long to read.
  private static let mostServices = 12

  private var serviceTable: PageContent.Block {
    .table(.init([digest.serviceColumns] + digest.services, isRight: { $0 > 0 }))
  }
}
