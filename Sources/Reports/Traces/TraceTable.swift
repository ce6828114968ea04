import Engine
import Logs

/// The parts of a report about a log that are laid out.
enum TraceTable {
  /// When requests came, as a row of bars, and what a column is.
  static func picture(_ timeline: RateTimeline, span: UInt64) -> [String] {
    guard span > 0, let most = timeline.counts.max() else { return [] }
    let legend =
      "a column is \(TraceTimes.length(UInt64(timeline.width * 1e9))), the highest \(TraceTimes.rate(Double(most) / timeline.width))"
    return Paragraph.lines("", Sparkline.text(timeline.counts.map(Double.init))) + Paragraph.lines("", legend)
  }

  /// A row for each pattern, and one for all requests; durations only where the log tells any.
  static func requests(
    _ groups: [TraceDiagnosis.Group], total: TraceDiagnosis.Group, _ style: TextStyle
  ) -> [String] {
    let hasDurations = total.durations.count > 0
    var all = total
    all.path = "all"
    let heads = ["request", "count", "share"] + (hasDurations ? ["mean", "p50", "p90", "p99"] : [])
    let rows = (groups + [all]).map { group in
      let share = Figure.percent(Double(group.count) / Double(max(1, total.count)))
      let widest = style == .plain ? Int.max : hasDurations ? 28 : 50
      return [name(of: group, widest), Figure.count(group.count), share]
        + (hasDurations ? durations(of: group) : [])
    }
    return style.table([heads] + rows, isRight: { $0 > 0 })
  }

  /// A name of at most so many characters, which leave room for the numbers.
  private static func name(of group: TraceDiagnosis.Group, _ widest: Int) -> String {
    let name = Printable.terminal(group.method.isEmpty ? group.path : "\(group.method) \(group.path)")
    guard name.count > widest else { return name.isEmpty ? "(unknown)" : name }
    return name.prefix(widest - 1) + "…"
  }

  private static func durations(of group: TraceDiagnosis.Group) -> [String] {
    let durations = group.durations
    let mean = durations.mean.map { RequestFacts.time(Int64($0.rounded())) } ?? "-"
    return [mean]
      + [0.5, 0.9, 0.99].map { durations.trustedQuantile($0).map(RequestFacts.time) ?? "-" }
  }

  /// Each warning with what to do about it.
  static func warnings(_ warnings: [TraceWarning], _ style: TextStyle) -> [String] {
    warnings.flatMap { warning in
      let (code, message) = (warning.code.rawValue, Printable.terminal(warning.message))
      guard style != .plain else { return ["Warning \(code): \(message)", "Advice: \(warning.advice)"] }
      return [style.paint.doubtful("! \(code)")] + Paragraph.lines("", message)
        + Paragraph.lines("", "→ \(warning.advice)")
    }
  }
}
