/// A recorded trace: when requests arrived, what they asked for and, where that is known, how each attempt went.
///
/// Immutable after reading, in flat arrays: 12 bytes a record, and 8 for each column of draws.
public final class RecordedTrace: Sendable {
  /// The distinct request shapes, in the order in which they first appear.
  public let shapes: [RequestShape]
  /// From the first arrival to the last, in nanoseconds.
  public let span: Int64
  /// After how many nanoseconds the trace begins again, nil where it does not.
  public let period: Int64?

  private let arrivals: [Int64]
  private let shapeIndices: [Int32]
  private let draws: TraceDraws

  init(
    arrivals: [Int64], shapeIndices: [Int32], shapes: [RequestShape], draws: TraceDraws, loops: Bool = false
  ) {
    self.arrivals = arrivals
    self.shapeIndices = shapeIndices
    self.shapes = shapes
    self.draws = draws
    span = (arrivals.last ?? 0) - (arrivals.first ?? 0)
    // Assumption A-TRF-7: a trace that loops begins again one mean gap after its last record.
    let gap = arrivals.count > 1 ? max(1, span / Int64(arrivals.count - 1)) : 0
    period = loops && span > 0 ? span + gap : nil
  }

  /// How many records it has.
  public var count: Int { arrivals.count }

  /// When record `index` arrived, in nanoseconds from time zero.
  public func arrival(_ index: Int) -> Int64 { arrivals[index] }

  /// What record `index` asked for: an index into ``shapes``.
  public func shape(_ index: Int) -> Int32 { shapeIndices[index] }

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
struct TraceDraws: Sendable {
  /// By attempt, from 0; nil where there is no column.
  var serviceTimes: [[Double]?] = []
  var failureDraws: [[Double]?] = []
  var mirrors: [String: [Double]] = [:]
  var anyMirror: [Double]?

  var isPresent: Bool {
    !serviceTimes.isEmpty || !failureDraws.isEmpty || !mirrors.isEmpty || anyMirror != nil
  }

  static func known(_ columns: [[Double]?], _ record: Int, _ attempt: Int) -> Double? {
    guard attempt >= 1, attempt <= columns.count, let value = columns[attempt - 1]?[record], !value.isNaN
    else { return nil }
    return value
  }
}
