import Engine
import Logs

/// What is in a log, and what is wrong with it (`weir trace inspect`).
package struct TraceReport {
  /// Patterns of paths, and upstreams, that are shown on a terminal.
  private static let shown = 10
  /// The fewest requests whose burstiness is put into words.
  private static let fewest = 30

  let diagnosis: TraceDiagnosis
  let times: TraceTimes

  /// Takes what is to be said.
  package init(_ diagnosis: TraceDiagnosis) {
    self.diagnosis = diagnosis
    times = TraceTimes(first: diagnosis.first)
  }

  /// Renders it for a terminal, the verdict first.
  package func text(_ style: TextStyle = .page()) -> String {
    var lines = [
      TraceVerdict(diagnosis.warnings, requests: diagnosis.records).sign(style.paint)
        + style.paint.bold(headline)
    ]
    lines += style.paragraph("Records", records)
    lines += style.paragraph("Span", span)
    if style.hasPictures { lines += TraceTable.picture(diagnosis.timeline, span: diagnosis.span) }
    lines += style.paragraph("Rate", rate)
    lines += style.paragraph("Bursts", bursts)
    lines += style.paragraph("Clock", clock)
    lines += answers(style)
    lines += requests(style)
    lines += TraceTable.warnings(diagnosis.warnings, style)
    return style.text(lines)
  }

  // MARK: Facts

  private var headline: String {
    let requests = diagnosis.records == 1 ? "1 request" : "\(Figure.count(diagnosis.records)) requests"
    guard let rate = diagnosis.rate else { return requests }
    return "\(requests) in \(TraceTimes.length(diagnosis.span)), \(TraceTimes.rate(rate))"
      + (diagnosis.dispersion1s.flatMap { burstiness($0) } ?? "")
  }

  /// What an index of dispersion says of traffic beside chance, which is a Poisson process; nil where it tells nothing, because there are
  /// few requests or the clock is too coarse for seconds.
  private func burstiness(_ dispersion: Double) -> String? {
    guard diagnosis.records >= Self.fewest, (diagnosis.resolution ?? 0) <= 1_000_000_000 else { return nil }
    let comparison =
      switch dispersion {
      case ..<0.75: "more even than"
      case ..<1.5: "about as bursty as"
      case ..<5: "burstier than"
      default: "much burstier than"
      }
    return ", by the second \(comparison) chance"
  }

  private var records: String {
    func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(Figure.count(count)) lines" }
    let formats = diagnosis.formats.map(\.rawValue).joined(separator: ", ")
    return "\(Figure.count(diagnosis.records)); \(lines(diagnosis.filtered)) left out, "
      + "\(lines(diagnosis.refused)) not readable; format \(formats)"
  }

  private var span: String {
    guard let first = diagnosis.first, let last = diagnosis.last else { return "nothing arrives" }
    return "\(times.text(first)) to \(times.text(last)), \(TraceTimes.length(diagnosis.span))"
  }

  private var rate: String {
    var parts = [diagnosis.rate.map { TraceTimes.rate($0) + " on average" } ?? "unknown: all at one time"]
    if let peak = diagnosis.peakSecond {
      parts.append("\(Figure.count(peak.count)) in the busiest second, \(times.text(peak.start))")
    }
    if let gap = diagnosis.longestGap {
      parts.append("the longest gap \(TraceTimes.length(gap.length)), from \(times.text(gap.start))")
    }
    return parts.joined(separator: "; ")
  }

  private var bursts: String {
    func text(_ value: Double?) -> String {
      value.map { Figure(for: $0, metric: "").text($0) } ?? "unknown"
    }
    return
      "inter-arrival CV \(text(diagnosis.interarrivalCV)), dispersion \(text(diagnosis.dispersion1s)) at 1 s and "
      + "\(text(diagnosis.dispersion60s)) at 60 s; a Poisson process has 1 each"
  }

  private var clock: String {
    let resolution =
      diagnosis.resolution.map { "ticks of \(PlainNumber.time($0))" } ?? "too few times to tell its ticks"
    let order =
      diagnosis.inversions == 0
      ? "lines are in the order of arrival" : "lines out of order: \(Figure.count(diagnosis.inversions))"
    return "\(resolution); \(order)"
  }

  /// How requests were answered and by whom, as far as the log tells.
  private func answers(_ style: TextStyle) -> [String] {
    var lines: [String] = []
    if diagnosis.statuses.contains(where: { $0.status != nil }) {
      let shares = diagnosis.statuses.map { "\($0.status.map(String.init) ?? "none"): \(share($0.count))" }
      lines += style.paragraph("Statuses", shares.joined(separator: ", "))
    }
    if !diagnosis.upstreams.isEmpty {
      var shares = diagnosis.upstreams.prefix(Self.shown).map {
        "\(Printable.terminal($0.upstream)): \(share($0.count))"
      }
      let more = diagnosis.upstreams.count - shares.count
      if more > 0 { shares.append("\(Figure.count(more)) more") }
      lines += style.paragraph("Upstreams", shares.joined(separator: ", "))
    }
    return lines
  }

  private func requests(_ style: TextStyle) -> [String] {
    var groups = Array(diagnosis.requests.prefix(Self.shown))
    if groups.count == 1, groups[0].path.isEmpty, groups[0].method.isEmpty {
      // The log tells nothing that could tell requests apart.
      groups = []
      if diagnosis.total.durations.count == 0 { return [] }
    }
    var rest = diagnosis.otherRequests
    let more = diagnosis.requests.dropFirst(Self.shown)
    for group in more {
      rest.count += group.count
      rest.durations.merge(group.durations)
    }
    if rest.count > 0 {
      rest.path = more.isEmpty ? "others" : "\(Figure.count(more.count)) others"
      groups.append(rest)
    }
    return TraceTable.requests(groups, total: diagnosis.total, style)
  }

  private func share(_ count: Int) -> String {
    Figure.percent(Double(count) / Double(max(1, diagnosis.records)))
  }
}
