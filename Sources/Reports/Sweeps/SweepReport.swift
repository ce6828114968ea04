import Results

/// A sweep for people and programs: one row a point, maps of the metrics, and the Pareto front.
public struct SweepReport {
  let digest: SweepDigest
  private let metrics: [MetricKey]
  private let showsFront: Bool

  /// - Parameters:
  ///   - study: What a sweep left; what single replications measured is not needed.
  ///   - metrics: What is shown; empty for success, the 99th percentile of response times, and amplifications if they are few.
  ///   - showsFront: Whether the points of the Pareto front over these metrics are marked.
  public init(_ study: StoredStudy, metrics: [MetricKey] = [], showsFront: Bool = false) {
    digest = SweepDigest(study, metrics: metrics)
    self.metrics = metrics
    self.showsFront = showsFront
  }

  /// For a terminal, or any other reader of plain text.
  public func table(_ style: TextStyle = .page()) -> String {
    let digest = SweepDigest(digest.study, metrics: metrics, style.voice)
    var lines = ["DONE " + Printable.terminal(digest.headline)]
    lines += digest.warnings.map { "\(style.voice.warning) \($0)" }
    if let verdicts = digest.verdicts { lines.append(verdicts) }
    lines += [digest.foundation, ""]
    let rows = digest.rows(showsFront: showsFront).map { $0.map(Printable.terminal) }
    let right = digest.axes.count + digest.metrics.count
    lines += style.table(rows, isRight: { $0 <= right }) + [""]
    if showsFront { lines += [Printable.terminal(digest.frontLegend), ""] }
    if style.hasPictures { lines += SweepMaps(digest).lines }
    if !digest.study.database.isEmpty {
      lines += style.paragraph("Database", Printable.terminal(digest.study.database))
    }
    return style.text(lines)
  }

  /// For the comment on a pull request or a job's summary.
  ///
  /// - Parameter limit: The most bytes of UTF-8; beyond it the maps are left out, then the table is cut.
  public func markdown(limit: Int = MarkdownReport.largest) -> String {
    var lines = ["## \(Printable.markdown(digest.headline))", ""]
    lines += digest.warnings.flatMap { ["> **Warning:** \(Printable.markdown($0))", ""] }
    lines += [digest.verdicts, digest.foundation].compactMap { $0 }.flatMap { [Printable.markdown($0), ""] }
    let right = digest.axes.count + digest.metrics.count
    lines += markdownTable(digest.rows(showsFront: showsFront), isRight: { $0 <= right }) + [""]
    if showsFront { lines += [Printable.markdown(digest.frontLegend), ""] }
    var maps = SweepMaps(digest).lines
    // Four quotes, as a name may hold three.
    if !maps.isEmpty { maps = ["````text"] + maps.dropLast() + ["````", ""] }
    let database = digest.study.database
    let end = database.isEmpty ? [] : ["Database: \(Printable.markdown(database))"]
    let isLong = (lines + maps + end).reduce(0) { $0 + $1.utf8.count + 1 } > limit
    return MarkdownReport.cut(lines + (isLong ? [] : maps) + end, limit: limit)
  }

  /// For a browser.
  public func page() -> HTMLReport { HTMLReport(content: SweepPage(digest).content) }

  /// `weir.sweep/v1`: the points in the order of their jobs, every metric of each; `pareto` is over the metrics that a table shows.
  ///
  /// A partial sweep has `"partial": true` besides.
  public func json() -> String {
    let points = digest.points
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("weir.sweep/v1")),
      ("scenario", .string(points.first?.run.scenario ?? "")),
      ("seed", .unsigned(points.first?.run.seed ?? 0)),
      (
        "axes",
        .array(
          digest.axes.map {
            .object([("path", .string($0.path)), ("values", .array($0.values.map { .string($0) }))])
          })
      ),
      ("points", .series(count: points.count, element: point)),
    ]
    if points.first?.status == .partial { members.append(("partial", .bool(true))) }
    return JSONValue.object(members).document
  }

  private func point(_ job: Int) -> JSONValue {
    let point = digest.points[job]
    return .object([
      ("job", JSONValue(job)),
      (
        "settings",
        .array(
          point.run.settings.map { .object([("path", .string($0.path)), ("value", .string($0.value))]) })
      ),
      ("metrics", .array(JSONReport.sorted(point.summaries).map(JSONReport.metric))),
      ("checks", .array(point.checks.map(JSONReport.check))),
      ("pareto", .bool(digest.front.places[job] == .front)),
    ])
  }
}
