import Logs

/// What is in a file of rates, and what is wrong with it (`weir trace inspect`).
package struct RateReport {
  private let diagnosis: RateDiagnosis
  private let times: TraceTimes

  /// Takes what is to be said.
  package init(_ diagnosis: RateDiagnosis) {
    self.diagnosis = diagnosis
    times = TraceTimes(first: diagnosis.first)
  }

  /// Renders it for a terminal, the verdict first.
  ///
  /// - Parameter color: Whether it is coloured with ANSI sequences.
  package func text(color: Bool) -> String {
    let paint = Paint(isOn: color)
    let total = Figure.fixed(diagnosis.total, 0)
    let periods = Figure.count(diagnosis.periods)
    let mean = diagnosis.mean.map(TraceTimes.rate) ?? "unknown"
    var lines = [
      TraceVerdict(diagnosis.warnings).sign(paint)
        + paint.bold("\(total) requests in \(periods) periods, \(mean) on average")
    ]
    if let first = diagnosis.first, let last = diagnosis.last, let length = diagnosis.length {
      lines += Paragraph.lines(
        "Span", "\(times.text(first)) to \(times.text(last)), \(TraceTimes.length(diagnosis.span))")
      lines += Paragraph.lines(
        "Periods", "of \(TraceTimes.length(UInt64(length))); \(Figure.count(diagnosis.missing)) are missing")
    }
    lines += TraceTable.picture(diagnosis.timeline, span: diagnosis.span)
    if let peak = diagnosis.peak {
      lines += Paragraph.lines(
        "Peak", "\(TraceTimes.rate(peak.rate)) in the period from \(times.text(peak.start))")
    }
    lines += TraceTable.warnings(diagnosis.warnings, paint)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The contract's JSON (`weir.trace/v1`, design 4.4), and more keys behind it.
  ///
  /// `records` are the requests of all periods, `rate` is that of the periods that there are, and what a file of counts cannot tell is null.
  package func json() -> String {
    JSONValue.object([
      ("schema", .string("weir.trace/v1")),
      ("format", .string("rates")),
      ("records", Int64(exactly: diagnosis.total).map { .integer($0) } ?? .number(diagnosis.total)),
      ("filtered", JSONValue(0)),
      ("refused", JSONValue(0)),
      ("first", times.json(diagnosis.first)),
      ("last", times.json(diagnosis.last)),
      ("span", diagnosis.first == nil ? .null : TraceTimes.seconds(diagnosis.span)),
      ("rate", JSONValue(diagnosis.mean)),
      ("peakSecond", .null),
      ("interarrivalCV", .null),
      ("dispersion1s", .null),
      ("dispersion60s", .null),
      ("resolution", JSONValue(diagnosis.length.map { Double($0) / 1e9 })),
      ("inversions", JSONValue(0)),
      ("warnings", TraceReport.warnings(diagnosis.warnings)),
      ("periods", JSONValue(diagnosis.periods)),
      ("missingPeriods", JSONValue(diagnosis.missing)),
      ("peakPeriod", peak),
      ("timeline", TraceReport.timeline(diagnosis.timeline)),
    ]).document
  }

  private var peak: JSONValue {
    guard let peak = diagnosis.peak else { return .null }
    return .object([
      ("start", times.json(peak.start)), ("count", .number(peak.count)), ("rate", .number(peak.rate)),
    ])
  }
}
