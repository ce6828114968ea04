import Documents

/// How a recorded trace is replayed.
public struct TraceOptions: Sendable, Equatable {
  /// How many times as fast, above 0.
  public var speed: Double
  /// Whether it begins again at its end.
  public var loops: Bool

  /// Creates options; the defaults replay the trace once, as it was.
  public init(speed: Double = 1, loops: Bool = false) {
    self.speed = speed
    self.loops = loops
  }
}

/// Reads a trace in Weir's CSV form from the file `path`, plain or compressed with gzip.
///
/// O(bytes); the memory is that of the trace and of its distinct requests.
/// - Parameters:
///   - path: The file.
///   - options: How it is replayed.
///   - place: Where the file is named, for messages about the file as a whole.
///   - diagnostics: Where messages go, `TRC001` to `TRC018`, at most 20 of them.
/// - Returns: The trace, nil where there is any error.
public func readTrace(
  path: String, options: TraceOptions = TraceOptions(), at place: SourceLocation? = nil,
  diagnostics: Diagnostics
) -> RecordedTrace? {
  do throws(TraceProblem) {
    return read(
      try TraceBytes(file: path), file: path, options: options, at: place, diagnostics: diagnostics)
  } catch {
    diagnostics.report(error.diagnostic(file: path, place: place))
    return nil
  }
}

/// Reads a trace in Weir's CSV form from `bytes`, plain or compressed with gzip, as that of `file`.
public func readTrace(
  bytes: [UInt8], file: String = "trace.csv", options: TraceOptions = TraceOptions(), diagnostics: Diagnostics
) -> RecordedTrace? {
  read(TraceBytes(bytes), file: file, options: options, at: nil, diagnostics: diagnostics)
}

/// Errors that are shown of one trace.
private let mostErrors = 20

private func read(
  _ bytes: TraceBytes, file: String, options: TraceOptions, at place: SourceLocation?,
  diagnostics: Diagnostics
) -> RecordedTrace? {
  var errors = 0
  func report(_ problem: TraceProblem) {
    errors += 1
    if errors <= mostErrors { diagnostics.report(problem.diagnostic(file: file, place: place)) }
  }
  do throws(TraceProblem) {
    var records = CSVRecords(bytes)
    guard try records.next() else {
      throw TraceProblem(
        .empty, "\(file) is empty", suggestion: "a trace begins with a header such as arrival,host,path")
    }
    guard let columns = TraceColumn.columns(of: records, report) else { return nil }
    var builder = TraceBuilder(columns)
    while errors <= mostErrors {
      do throws(TraceProblem) {
        guard try records.next() else { break }
        if records.isBlank { continue }
        try builder.add(records, report)
      } catch {
        report(error)
        if error.isFinal { break }
      }
    }
    if errors > mostErrors {
      report(TraceProblem(.more, ""))
      diagnostics.report(
        TraceProblem(.more, "the trace has more errors; these are the first \(mostErrors)")
          .diagnostic(file: file, place: place))
    }
    guard errors == 0 else { return nil }
    guard builder.count > 0 else {
      throw TraceProblem(.empty, "\(file) has a header and no records")
    }
    return try builder.trace(options)
  } catch {
    report(error)
    return nil
  }
}

extension TraceProblem {
  /// Whether nothing can be read after it.
  var isFinal: Bool {
    switch code {
    case .unreadable, .tooLarge, .compression, .corrupt, .cutOff: true
    default: false
    }
  }
}
