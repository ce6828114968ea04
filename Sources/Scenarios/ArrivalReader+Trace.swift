import Documents
import Logs
import Traffic

/// Reads arrivals that were recorded.
extension ArrivalReader {
  /// `trace`.
  func trace(_ reader: Reader) -> ArrivalProcess? {
    guard let fields = reader.mapping("trace") else { return nil }
    let errors = fields.diagnostics.errorCount
    let file = fields.requiredString("file")
    var options = TraceOptions()
    readFormat(fields, &options)
    options.log.filters = filters(fields)
    options.log.labels = RequestFilter.labels(of: options.log.filters)
    readTimes(fields, &options)
    options.scale = scale(fields)
    options.loops = fields.boolean("loop") ?? false
    fields.finish()
    guard let file, fields.diagnostics.errorCount == errors else { return nil }
    let trace = readTrace(
      path: path(of: file), options: options, at: fields.field("file")?.location,
      diagnostics: fields.diagnostics)
    guard let trace else { return nil }
    warn(fields, ofBeginning: trace.start, "the trace begins")
    note(fields, endOf: trace)
    return .trace(trace)
  }

  /// Notes where a trace and the run do not end together, by more than a second and a hundredth of the trace.
  private func note(_ fields: Reader, endOf trace: RecordedTrace) {
    let last = trace.start + trace.span
    guard context.end > trace.start, abs(last - context.end) > 1_000_000_000 + trace.span / 100 else {
      return
    }
    let (times, end) = (Quantity.format(nanoseconds: last), Quantity.format(nanoseconds: context.end))
    if last > context.end {
      fields.report(
        .traceEnd,
        "the trace goes on until \(times), after the run's end at \(end): the rest is not replayed",
        severity: .note, about: "file", suggestion: "a longer duration replays all; from and to choose a part"
      )
    } else if !trace.loops {
      fields.report(
        .traceEnd,
        "nothing arrives after \(times), where the trace is over, and rates are means until \(end)",
        severity: .note, about: "file", suggestion: "end the run there, or write loop: true")
    }
  }

  // MARK: The file

  private func readFormat(_ fields: Reader, _ options: inout TraceOptions) {
    if let name = fields.string("format") {
      options.format = TraceFormat(name)
      if options.format == nil {
        fields.report(
          .invalid, "there is no format \"\(name.prefix(80))\" of traces", about: "format",
          suggestion: didYouMean(name, among: TraceFormat.names)
            ?? "there are \(TraceFormat.names.joined(separator: ", "))")
      }
    }
    options.log.defaultHost = fields.string("host")
    let units = TimeUnit.allCases.map(\.rawValue)
    options.log.timeUnit = fields.choice("timeUnit", units).flatMap(TimeUnit.init)
    options.log.fieldMap = fieldMap(fields)
    for key in ["map", "timeUnit"] where fields.has(key) && options.format == .weir {
      fields.report(
        .invalid, "Weir's own form names its columns and counts seconds", about: key,
        suggestion: "remove it, or write format: csv")
    }
  }

  /// The columns or keys of a log in which fields stand.
  private func fieldMap(_ fields: Reader) -> [LogField: String] {
    guard let map = fields.mapping("map") else { return [:] }
    var names: [LogField: String] = [:]
    for field in LogField.allCases {
      if let name = map.string(field.rawValue) { names[field] = name }
    }
    map.finish()
    return names
  }

  // MARK: Requests

  /// `where`: one filter, or a list.
  private func filters(_ fields: Reader) -> [RequestFilter] {
    guard let value = fields.field("where") else { return [] }
    if case .sequence = value.content {
      let items = fields.entries("where", upTo: Bounds.traceFilters) ?? []
      return items.compactMap { filter(fields, $0.value, $0.path) }
    }
    return [filter(fields, value, fields.path.field("where"))].compactMap(\.self)
  }

  private func filter(_ fields: Reader, _ value: Value, _ path: FieldPath) -> RequestFilter? {
    guard let text = fields.string(value, at: path) else { return nil }
    do throws(TraceProblem) {
      return try RequestFilter(text)
    } catch {
      fields.report(
        error.code.rawValue, error.message, at: value.location, path: path, suggestion: error.suggestion)
      return nil
    }
  }

  // MARK: Times

  private func readTimes(_ fields: Reader, _ options: inout TraceOptions) {
    options.from = fields.duration("from") ?? 0
    options.to = fields.duration("to")
    if let to = options.to, to <= options.from {
      fields.report(
        .invalid, "the window ends at \(Quantity.format(nanoseconds: to)), before it has begun", about: "to",
        suggestion: "from and to are both times of the trace itself, such as from: 10m, to: 15m")
    }
    options.longestGap = fields.time("skipGaps", allowingZero: false)
    options.speed = positiveFactor(fields, "speed") ?? 1
  }

  private func scale(_ fields: Reader) -> Double {
    guard let scale = positiveFactor(fields, "scale") else { return 1 }
    if scale > Bounds.traceScale {
      fields.report(
        .tooLarge, "a scale of more than \(Int(Bounds.traceScale)) is not simulated", about: "scale",
        suggestion: "give several sources the trace, or let rates follow it: {rates: …}")
    }
    return scale
  }
}
