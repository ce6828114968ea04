import Engine

/// What is in a log, and what is wrong with it.
///
/// Times are in nanoseconds since the epoch or the log's own zero. What cannot be told, because there are too few requests or because all
/// come at one time, is nil.
package struct TraceDiagnosis: Sendable {
  /// The formats of the files, each once, in the order of the files.
  package var formats: [LogFormat] = []
  /// Requests.
  package var records = 0
  /// Lines that were left out on purpose, and lines that could not be read.
  package var filtered = 0
  package var refused = 0
  /// The first and the last arrival.
  package var first: Int64?
  package var last: Int64?
  /// From the first arrival to the last.
  package var span: UInt64 = 0
  /// Requests per second: all of them divided by the span.
  package var rate: Double?
  /// The most requests in a whole second of the clock, and the beginning of the first such second.
  package var peakSecond: (count: Int, start: Int64)?
  /// The standard deviation of the times between arrivals divided by their mean, see ``GapStatistics``.
  package var interarrivalCV: Double?
  /// The variance of the requests in a second, and in a minute, divided by their mean, see ``WindowCounts``.
  package var dispersion1s: Double?
  package var dispersion60s: Double?
  /// The longest time without an arrival, and where it begins.
  package var longestGap: (length: UInt64, start: Int64)?
  /// How finely the clock really tells times, see ``ClockResolution``.
  package var resolution: Int64?
  /// Records that arrived before the one of the line above.
  package var inversions = 0
  /// Requests by status, nil for those without, by status.
  package var statuses: [(status: Int?, count: Int)] = []
  /// Requests by method and pattern of their path, the most frequent first.
  package var requests: [Group] = []
  /// Requests whose pattern is not told apart.
  package var otherRequests = Group(method: "", path: "")
  /// All requests.
  package var total = Group(method: "", path: "")
  /// Requests by who served them, the most frequent first.
  package var upstreams: [(upstream: String, count: Int)] = []
  /// When the requests came.
  package var timeline = RateTimeline()
  /// What is wrong, the gravest first.
  package var warnings: [TraceWarning] = []

  /// Creates the diagnosis of no log.
  package init() {}

  /// Requests that have the method and the pattern of the path in common.
  package struct Group: Sendable {
    /// Empty where the log does not tell it.
    package var method: String
    /// Empty where the log does not tell it.
    package var path: String
    package var count = 0
    /// From the first byte of the request to the last one of the answer, in nanoseconds.
    package var durations = Histogram()
  }
}

extension TraceDiagnosis {
  /// Reads a log to its end.
  ///
  /// O(its requests) in time; memory depends on its distinct requests and upstreams only.
  /// - Throws: ``TraceCode/temporaryFile`` where what was put aside cannot be read back.
  package init(_ log: consuming ImportedLog) throws(TraceProblem) {
    var reading = DiagnosisReading(log)
    while let entry = try log.next() { reading.add(entry, log) }
    self = reading.diagnosis(of: log)
  }
}

/// What has been seen of a log so far.
private struct DiagnosisReading {
  private var seconds = WindowCounts(width: 1_000_000_000)
  private var minutes = WindowCounts(width: 60_000_000_000)
  private var gaps = GapStatistics()
  private var fields = ClockFields()
  private var timeline = RateTimeline()
  private var mix: RequestMix
  private var records = 0
  private var first: Int64?
  private var last: Int64 = 0

  init(_ log: borrowing ImportedLog) {
    mix = RequestMix(shapes: log.shapes.count, upstreams: log.upstreams.count)
  }

  mutating func add(_ entry: LogEntry, _ log: borrowing ImportedLog) {
    let arrival = entry.arrival
    if records > 0 { gaps.add(UInt64(bitPattern: arrival &- last), from: last) }
    let first = first ?? arrival
    self.first = first
    last = arrival
    records += 1
    seconds.add(arrival)
    minutes.add(arrival)
    fields.add(arrival)
    timeline.add(UInt64(bitPattern: arrival &- first))
    mix.add(entry, log.shapes)
  }

  consuming func diagnosis(of log: borrowing ImportedLog) -> TraceDiagnosis {
    var result = TraceDiagnosis()
    for format in log.formats where !result.formats.contains(format) { result.formats.append(format) }
    result.records = records
    // A header is the form of a file, and no line of its log.
    result.filtered = log.accounting.filtered - (log.accounting.noRequests[.header]?.count ?? 0)
    result.refused = log.accounting.refused
    result.inversions = log.accounting.inversions.count
    result.timeline = timeline
    result.take(mix, log.upstreams)
    guard let first else { return result }
    let span = UInt64(bitPattern: last &- first)
    result.first = first
    result.last = last
    result.span = span
    if span > 0 { result.rate = Double(records) / (Double(span) / 1e9) }
    let bySecond = seconds.finished(span: span)
    result.peakSecond = bySecond.peak
    result.dispersion1s = bySecond.dispersion
    result.dispersion60s = minutes.finished(span: span).dispersion
    result.interarrivalCV = gaps.coefficientOfVariation
    if gaps.longest.length > 0 { result.longestGap = gaps.longest }
    let tick = log.accounting.clock.tick(gaps, span: span)
    result.resolution = tick ?? log.accounting.clock.unit
    result.warnings = result.warnings(
      TraceEvidence(
        accounting: log.accounting, remarks: log.remarks, isOneFile: log.formats.count == 1, tick: tick,
        doctored: fields.doctored,
        pauses: gaps.pauses(span: span), ties: gaps.ties))
    return result
  }
}

extension TraceDiagnosis {
  fileprivate mutating func take(_ mix: RequestMix, _ names: InternedTexts) {
    for (status, count) in mix.statuses.enumerated() where count > 0 { statuses.append((status, count)) }
    if mix.withoutStatus > 0 { statuses.append((nil, mix.withoutStatus)) }
    requests = mix.groups.enumerated().map { number, group in
      let pattern = mix.pattern(number)
      return Group(
        method: pattern.method, path: pattern.path, count: group.count, durations: group.durations)
    }
    requests.sort { ($1.count, $0.path, $0.method) < ($0.count, $1.path, $1.method) }
    otherRequests.count = mix.others.count
    otherRequests.durations = mix.others.durations
    total.count = records
    total.durations = mix.durations
    for (number, count) in mix.upstreams.enumerated() where count > 0 {
      upstreams.append((names.string(Int32(number)), count))
    }
    upstreams.sort { ($1.count, $0.upstream) < ($0.count, $1.upstream) }
  }
}
