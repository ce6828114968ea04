import Engine
import Logs

extension TraceReport {
  /// Patterns and upstreams that are listed; the rest is one more element.
  private static let listed = 100

  /// The contract's JSON (`weir.trace/v1`, design 4.4), and more keys behind it.
  ///
  /// Times and lengths are seconds; `first`, `last` and the starts are RFC 3339 in UTC where the clock counts from the epoch. What is not
  /// known is null. `format` names several formats with commas between them.
  package func json() -> String {
    let formats = diagnosis.formats.map(\.rawValue)
    return JSONValue.object([
      ("schema", .string("weir.trace/v1")),
      ("format", formats.isEmpty ? .null : .string(formats.joined(separator: ","))),
      ("records", JSONValue(diagnosis.records)),
      ("filtered", JSONValue(diagnosis.filtered)),
      ("refused", JSONValue(diagnosis.refused)),
      ("first", times.json(diagnosis.first)),
      ("last", times.json(diagnosis.last)),
      ("span", diagnosis.first == nil ? .null : TraceTimes.seconds(diagnosis.span)),
      ("rate", JSONValue(diagnosis.rate)),
      ("peakSecond", diagnosis.peakSecond.map { JSONValue($0.count) } ?? .null),
      ("interarrivalCV", JSONValue(diagnosis.interarrivalCV)),
      ("dispersion1s", JSONValue(diagnosis.dispersion1s)),
      ("dispersion60s", JSONValue(diagnosis.dispersion60s)),
      ("resolution", JSONValue(diagnosis.resolution.map { Double($0) / 1e9 })),
      ("inversions", JSONValue(diagnosis.inversions)),
      ("warnings", Self.warnings(diagnosis.warnings)),
      ("verdict", .string(TraceVerdict(diagnosis.warnings, requests: diagnosis.records).word)),
      ("peakSecondStart", times.json(diagnosis.peakSecond?.start)),
      ("longestGap", TraceTimes.seconds(diagnosis.longestGap?.length)),
      ("longestGapStart", times.json(diagnosis.longestGap?.start)),
      ("statuses", .array(diagnosis.statuses.map(Self.status))),
      ("paths", .array(groups.map { .object(Self.name(of: $0) + [("count", JSONValue($0.count))]) })),
      ("upstreams", .array(upstreams)),
      (
        "durations",
        .array(([diagnosis.total] + groups).filter { $0.durations.count > 0 }.map(Self.durations))
      ),
      ("timeline", Self.timeline(diagnosis.timeline)),
    ]).document
  }

  static func warnings(_ warnings: [TraceWarning]) -> JSONValue {
    .array(
      warnings.map { warning in
        .object([
          ("code", .string(warning.code.rawValue)), ("message", .string(warning.message)),
          ("count", JSONValue(warning.count)),
        ])
      })
  }

  static func timeline(_ timeline: RateTimeline) -> JSONValue {
    .object([
      ("width", .number(timeline.width)), ("counts", .array(timeline.counts.map { JSONValue($0) })),
    ])
  }

  private static func status(_ status: (status: Int?, count: Int)) -> JSONValue {
    .object([
      ("status", status.status.map { JSONValue($0) } ?? .null), ("count", JSONValue(status.count)),
    ])
  }

  /// The most frequent patterns, and the others as one without a method and a path.
  private var groups: [TraceDiagnosis.Group] {
    var rest = diagnosis.otherRequests
    for group in diagnosis.requests.dropFirst(Self.listed) {
      rest.count += group.count
      rest.durations.merge(group.durations)
    }
    return diagnosis.requests.prefix(Self.listed) + (rest.count > 0 ? [rest] : [])
  }

  private var upstreams: [JSONValue] {
    let rest = diagnosis.upstreams.dropFirst(Self.listed).reduce(0) { $0 + $1.count }
    let listed = diagnosis.upstreams.prefix(Self.listed).map { upstream in
      JSONValue.object([("upstream", .string(upstream.upstream)), ("count", JSONValue(upstream.count))])
    }
    return listed + (rest > 0 ? [.object([("upstream", .null), ("count", JSONValue(rest))])] : [])
  }

  /// Null where the log tells none, and for a group of several.
  private static func name(of group: TraceDiagnosis.Group) -> [(key: String, value: JSONValue)] {
    [
      ("method", group.method.isEmpty ? .null : .string(group.method)),
      ("path", group.path.isEmpty ? .null : .string(group.path)),
    ]
  }

  private static func durations(of group: TraceDiagnosis.Group) -> JSONValue {
    func quantile(_ q: Double) -> JSONValue {
      JSONValue(group.durations.trustedQuantile(q).map { Double($0) / 1e9 })
    }
    return .object(
      name(of: group) + [
        ("count", .unsigned(group.durations.count)),
        ("mean", JSONValue(group.durations.mean.map { $0 / 1e9 })),
        ("p50", quantile(0.5)), ("p90", quantile(0.9)), ("p99", quantile(0.99)),
      ])
  }
}
