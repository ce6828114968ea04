import Documents

/// Reads logs into requests in the order of their arrival.
package struct LogImport {
  /// Bytes of text of one file.
  private static let mostBytes = 1 << 46

  private let files: [String]
  private let options: LogOptions

  /// - Parameters:
  ///   - files: Their names; `-` is standard input.
  ///   - options: What the user says about them.
  package init(files: [String], options: LogOptions = LogOptions()) {
    self.files = files
    self.options = options
  }

  /// The requests of all files; nil where there is an error, which is reported.
  package func read(diagnostics: Diagnostics) -> ImportedLog? {
    var reading = Reading(options: options)
    var formats: [LogFormat] = []
    for (number, name) in files.enumerated() {
      do throws(TraceProblem) {
        formats.append(
          try reading.read(RecordedBytes(file: name, limit: Self.mostBytes), name: name, file: number))
      } catch {
        diagnostics.report(error.diagnostic(file: name, place: nil))
      }
    }
    guard !diagnostics.hasErrors else { return nil }
    return reading.imported(formats)
  }

  /// The requests of these bytes, as those of one file.
  package func read(_ bytes: [UInt8], diagnostics: Diagnostics) -> ImportedLog? {
    var reading = Reading(options: options)
    do throws(TraceProblem) {
      let format = try reading.read(
        RecordedBytes(bytes, limit: Self.mostBytes), name: files.first ?? "log", file: 0)
      return reading.imported([format])
    } catch {
      diagnostics.report(error.diagnostic(file: files.first ?? "log", place: nil))
      return nil
    }
  }
}

/// What has been read so far.
private struct Reading {
  let options: LogOptions
  var shapes = ShapeTable()
  var upstreams = InternedTexts()
  var accounting = ImportAccounting()
  var entries: [LogEntry] = []
  var text: [UInt8] = []
  var latest = Int64.min

  init(options: LogOptions) { self.options = options }

  /// Reads a file and says in which format it is.
  mutating func read(_ bytes: RecordedBytes, name: String, file: Int) throws(TraceProblem) -> LogFormat {
    var bytes = bytes
    let beginning = try bytes.peek()
    guard !beginning.isEmpty else { throw TraceProblem(.empty, "\(name) is empty") }
    guard let format = options.format ?? FormatRecognition.format(of: beginning, options) else {
      throw TraceProblem(
        .unknownFormat, "\(name) is in no format that is known",
        suggestion: "name it with --format: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    var parser = format.parser(options)
    var lines = try LogUnits(bytes, of: format)
    var record = LogRecord()
    latest = .min
    while try lines.next() {
      accounting.lines += 1
      let place = LogPlace(file: file, line: lines.number)
      guard !lines.isTooLong else {
        accounting.refusals[.tooLong, default: .init()].add(place)
        continue
      }
      let line = lines.buffer.span.extracting(lines.range)
      record.removeAll()
      switch parser.parse(line, into: &record) {
      case .record: try add(record, line, place)
      case .noRequest(let kind): accounting.noRequests[kind, default: .init()].add(place)
      case .refused(let reason): accounting.refusals[reason, default: .init()].add(place)
      }
    }
    return format
  }

  private mutating func add(
    _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ place: LogPlace
  ) throws(TraceProblem) {
    guard let shape = shapes.number(of: record, in: line, keepsQuery: false) else {
      throw TraceProblem(
        .tooLarge, "there are more than \(ShapeTable.most) distinct requests", line: place.line)
    }
    var entry = LogEntry(
      arrival: record.isEnd ? record.stamp - (record.duration ?? 0) : record.stamp, place: place, shape: shape
    )
    entry.duration = record.duration ?? -1
    entry.upstreamDuration = record.upstreamDuration ?? -1
    entry.status = record.status.map { Int16(clamping: $0) } ?? -1
    entry.attempts = record.attempts.map { Int16(clamping: $0) } ?? -1
    entry.outcome = record.outcome
    if !record.upstream.isEmpty {
      text.removeAll(keepingCapacity: true)
      record.append(record.upstream, of: line, to: &text)
      entry.upstream = upstreams.number(of: text, limit: ShapeTable.most) ?? -1
    }
    if entry.arrival < latest { accounting.inversions.add(place) }
    latest = entry.arrival
    accounting.records += 1
    entries.append(entry)
  }

  consuming func imported(_ formats: [LogFormat]) -> ImportedLog {
    entries.sort { ($0.arrival, $0.place) < ($1.arrival, $1.place) }
    return ImportedLog(
      formats: formats, shapes: shapes, upstreams: upstreams, accounting: accounting, entries: entries)
  }
}
