import Documents
import Logs

/// Makes a trace of a log.
struct LogTrace {
  let name: String
  /// Where it is named, for messages about the file as a whole.
  let place: SourceLocation?
  let diagnostics: Diagnostics

  /// The trace of the log, nil where there is any error.
  func read(_ options: TraceOptions) -> RecordedTrace? {
    let messages = Diagnostics()
    let log = LogImport(files: [name], options: options.log).read(diagnostics: messages)
    for message in messages.all { diagnostics.report(placed(message)) }
    guard let log, !messages.hasErrors else { return nil }
    for warning in LogTraceWarnings(log, options.log).all {
      var message = warning.diagnostic(file: name, place: place)
      message.severity = .warning
      diagnostics.report(message)
    }
    do throws(TraceProblem) {
      return try Self.trace(of: log, options)
    } catch {
      diagnostics.report(error.diagnostic(file: name, place: place))
      return nil
    }
  }

  /// A message of the import, with words and a place that fit a scenario.
  private func placed(_ message: Diagnostic) -> Diagnostic {
    var message = message
    message.location = message.location ?? place
    switch message.code {
    case TraceCode.unknownFormat.rawValue:
      message.suggestion = "name it with `format`: \(TraceFormat.names.joined(separator: ", "))"
    case TraceCode.tooManyRefused.rawValue:
      message.suggestion =
        "perhaps the `format` is another one; weir trace import --lenient makes a trace of the other lines"
    default: break
    }
    return message
  }

  /// Assumption A-TRF-15: the first request of a log arrives at time zero.
  private static func trace(of log: ImportedLog, _ options: TraceOptions) throws(TraceProblem)
    -> RecordedTrace
  {
    var log = log
    var assembly = TraceAssembly(options)
    var shapes: [RequestShape] = []
    var known: [RequestShape: Int32] = [:]
    var indices = Array(repeating: Int32(-1), count: log.shapes.count)
    var zero: Int64?
    while let entry = try log.next() {
      let (arrival, overflow) = entry.arrival.subtractingReportingOverflow(zero ?? entry.arrival)
      guard !overflow, arrival <= CSVRecords.latest else {
        throw TraceProblem(.number, "the log lasts more than 73 years", line: entry.place.line)
      }
      if zero == nil { zero = entry.arrival }
      guard assembly.takes(arrival) else { continue }
      guard assembly.count < TraceBuilder.mostRecords else {
        throw TraceProblem(
          .tooLarge, "the log has more than \(assembly.count) requests, the most that are replayed")
      }
      let number = Int(entry.shape)
      if indices[number] < 0 {
        let shape = shape(log.shapes[entry.shape])
        indices[number] = known[shape] ?? Int32(shapes.count)
        if known.updateValue(indices[number], forKey: shape) == nil { shapes.append(shape) }
      }
      try assembly.append(arrival: arrival, shape: indices[number])
    }
    return try assembly.trace(shapes: shapes, draws: TraceDraws())
  }

  /// What a request asked for; what the log does not tell is what an empty cell of a trace means.
  private static func shape(_ text: (method: String, host: String, path: String)) -> RequestShape {
    RequestShape(
      method: text.method.isEmpty ? "GET" : text.method.uppercased(), host: text.host,
      path: text.path.isEmpty ? "/" : text.path)
  }
}
