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
  package func text(_ style: TextStyle = .page()) -> String {
    let periods = diagnosis.periods == 1 ? "1 period" : "\(Figure.count(diagnosis.periods)) periods"
    let mean = diagnosis.mean.map { ", \(TraceTimes.rate($0)) on average" } ?? ""
    var lines = [
      TraceVerdict(diagnosis.warnings, requests: diagnosis.periods).sign(style.paint)
        + style.paint.bold("\(Figure.fixed(diagnosis.total, 0)) requests in \(periods)\(mean)")
    ]
    if let first = diagnosis.first, let last = diagnosis.last {
      lines += style.paragraph(
        "Span", "\(times.text(first)) to \(times.text(last)), \(TraceTimes.length(diagnosis.span))")
    }
    lines += style.paragraph("Periods", lengths)
    // Narrower columns would show gaps between periods.
    if style.hasPictures, diagnosis.timeline.width * 1e9 >= Double(diagnosis.length ?? .max) {
      lines += TraceTable.picture(diagnosis.timeline, span: diagnosis.span)
    }
    if let peak = diagnosis.peak {
      lines += style.paragraph(
        "Peak",
        "\(Figure.count(Int(peak.count))) requests in the period from \(times.text(peak.start))"
          + (diagnosis.peakRate.map { ", \(TraceTimes.rate($0))" } ?? ""))
    }
    lines += TraceTable.warnings(diagnosis.warnings, style)
    return style.text(lines)
  }

  private var lengths: String {
    guard let length = diagnosis.length, let missing = diagnosis.missing else {
      return "of lengths that differ"
    }
    return "of \(TraceTimes.length(length)); absent: \(Figure.count(missing))"
  }

  /// The contract's JSON (`weir.trace/v1`, design 4.4), and more keys behind it.
  ///
  /// `records` are the requests of all periods, `rate` is that of the periods that there are, `last` the end of the last one, and what a file of counts cannot tell is null.
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
      ("missingPeriods", diagnosis.missing.map { JSONValue($0) } ?? .null),
      ("peakPeriod", peak),
      ("timeline", TraceReport.timeline(diagnosis.timeline)),
    ]).document
  }

  private var peak: JSONValue {
    guard let peak = diagnosis.peak else { return .null }
    return .object([
      ("start", times.json(peak.start)), ("count", .integer(peak.count)),
      ("rate", JSONValue(diagnosis.peakRate)),
    ])
  }
}
