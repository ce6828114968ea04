/// A recorded trace: when requests arrived, what they asked for and, where that is known, how each attempt went.
///
/// Immutable after reading. A short one is in memory, 12 bytes a record; the records of one with more than a million are in a temporary
/// file, so that it needs memory for its shapes, not for its lines. Each column of draws takes 8 bytes of memory a record.
public final class RecordedTrace: Sendable {
  /// The distinct request shapes, in the order in which they first appear.
  public let shapes: [RequestShape]
  /// When the first record arrives, in nanoseconds from time zero.
  public let start: Int64
  /// From the first arrival to the last, in nanoseconds.
  public let span: Int64
  /// After how many nanoseconds the trace begins again if it does, above 0.
  public let period: Int64
  /// Whether it begins again at its end.
  public let loops: Bool
  /// How many times as many arrivals come, above 0.
  public let scale: Double

  private let records: TraceRecords
  private let draws: TraceDraws

  package init(_ records: TraceRecords, shapes: [RequestShape], draws: TraceDraws, loops: Bool, scale: Double)
  {
    self.records = records
    self.shapes = shapes
    self.draws = draws
    self.loops = loops
    self.scale = scale
    start = records.first
    span = records.last - records.first
    // Assumption A-TRF-7: a trace that loops begins again one mean gap after its last record.
    period = max(1, span + (records.count > 1 ? max(1, span / Int64(records.count - 1)) : 0))
  }

  /// How many records it has.
  public var count: Int { records.count }

  /// A cursor before the first record.
  package func cursor() -> TraceCursor { TraceCursor(records) }

  /// Whether anything is known of how attempts went.
  public var hasDraws: Bool { draws.isPresent }

  /// The time in a slot of the record's attempt, from 1, in seconds; nil where the trace does not say.
  public func serviceTime(record: Int, attempt: Int) -> Double? {
    TraceDraws.known(draws.serviceTimes, record, attempt)
  }

  /// The draw in [0, 1) that decides whether the record's attempt, from 1, fails; nil where the trace does not say.
  public func failureDraw(record: Int, attempt: Int) -> Double? {
    TraceDraws.known(draws.failureDraws, record, attempt)
  }

  /// The time in a slot of the record's copy at `service`, `namespace/name`, in seconds; nil where the trace does not say.
  public func mirrorServiceTime(record: Int, service: String) -> Double? {
    if let value = draws.mirrors[service]?[record], !value.isNaN { return value }
    guard let value = draws.anyMirror?[record], !value.isNaN else { return nil }
    return value
  }
}

/// The columns of known draws; an empty cell is NaN.
package struct TraceDraws: Sendable {
  /// By attempt, from 0; nil where there is no column.
  package var serviceTimes: [[Double]?] = []
  package var failureDraws: [[Double]?] = []
  package var mirrors: [String: [Double]] = [:]
  package var anyMirror: [Double]?

  /// Creates the draws of a trace that knows none.
  package init() {}

  package var isPresent: Bool {
    !serviceTimes.isEmpty || !failureDraws.isEmpty || !mirrors.isEmpty || anyMirror != nil
  }

  package static func known(_ columns: [[Double]?], _ record: Int, _ attempt: Int) -> Double? {
    guard attempt >= 1, attempt <= columns.count, let value = columns[attempt - 1]?[record], !value.isNaN
    else { return nil }
    return value
  }
}
