import Documents

/// Reads logs into requests in the order of their arrival.
///
/// Assumption A-LOG-5: the clocks of the proxies that wrote the files agree.
package struct LogImport {
  /// Bytes of text of one file.
  private static let mostBytes = 1 << 46
  /// Lines between two looks at how far the import is.
  private static let step = 1 << 12

  private let files: [String]
  private let options: LogOptions
  /// Is told how far the import is, from 0 to 1.
  package var progress: ((Double) -> Void)?
  /// Whether to stop.
  package var isInterrupted: (() -> Bool)?

  /// - Parameters:
  ///   - files: Their names; `-` is standard input.
  ///   - options: What the user says about them.
  package init(files: [String], options: LogOptions = LogOptions()) {
    self.files = files
    self.options = options
  }

  /// The requests of all files; nil where there is an error, which is reported, or where the import was interrupted.
  package func read(diagnostics: Diagnostics) -> ImportedLog? {
    read(files.count, diagnostics) { (number) throws(TraceProblem) in
      try RecordedBytes(file: files[number], limit: Self.mostBytes)
    }
  }

  /// The requests of these bytes, as those of one file.
  package func read(_ bytes: [UInt8], diagnostics: Diagnostics) -> ImportedLog? {
    read(1, diagnostics) { _ in RecordedBytes(bytes, limit: Self.mostBytes) }
  }

  private func read(
    _ count: Int, _ diagnostics: Diagnostics, open: (Int) throws(TraceProblem) -> RecordedBytes
  ) -> ImportedLog? {
    var intake = LogIntake(options)
    var formats: [LogFormat] = []
    var accounts: [ImportAccounting] = []
    var remarks: [String] = []
    for number in 0..<count {
      let name = number < files.count ? files[number] : "log"
      do throws(TraceProblem) {
        let bytes = try open(number)
        guard let read = try read(bytes, name, number, into: &intake) else { return nil }
        formats.append(read.format)
        remarks += read.remarks.map { "\(name): \($0)" }
        let account = try intake.endFile()
        try check(account, name)
        accounts.append(account)
        if let change = bytes.change {
          diagnostics.report(TraceProblem(.changed, change).diagnostic(of: name, .warning))
        }
      } catch {
        diagnostics.report(error.diagnostic(file: name, place: nil))
        if error.code == .temporaryFile { return nil }
      }
    }
    guard !diagnostics.hasErrors else { return nil }
    do throws(TraceProblem) {
      return try intake.imported(formats, accounts, remarks)
    } catch {
      diagnostics.report(error.diagnostic(file: files.first ?? "log", place: nil))
      return nil
    }
  }

  /// Reads a file, says in which format it is and what was taken for granted; nil where the import was interrupted.
  private func read(
    _ bytes: RecordedBytes, _ name: String, _ file: Int, into intake: inout LogIntake
  ) throws(TraceProblem) -> (format: LogFormat, remarks: [String])? {
    var bytes = bytes
    let beginning = try bytes.peek()
    guard !beginning.isEmpty else { throw TraceProblem(.empty, "\(name) is empty") }
    guard let format = options.format ?? FormatRecognition.format(of: beginning, options) else {
      throw TraceProblem(
        .unknownFormat, "\(name) is in no format that is known",
        suggestion: "name it with --format: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    if let label = options.labels.first, !format.hasLabels {
      throw TraceProblem(
        .filter, "\(name) has no columns such as \"\(label)\": it is \(format.title)",
        suggestion: didYouMean(label, among: RequestFilter.keys)
          ?? "filters of it look at \(RequestFilter.keys.joined(separator: ", "))")
    }
    var parser = format.parser(options)
    var lines = try LogUnits(bytes, of: format)
    var record = LogRecord()
    while try lines.next() {
      let place = LogPlace(file: file, line: lines.number)
      if intake.accounting.lines % Self.step == Self.step - 1 {
        if isInterrupted?() ?? false { return nil }
        progress?((Double(file) + bytes.share) / Double(max(files.count, 1)))
      }
      guard !lines.isTooLong else {
        intake.addTooLong(place)
        continue
      }
      let line = lines.buffer.span.extracting(lines.range)
      record.removeAll()
      // A carriage return inside a line is the end of another one, or no text.
      let isTorn = format.form == .lines && line.firstIndex(of: UInt8(ascii: "\r"), from: 0) != nil
      let verdict = isTorn ? .refused(.binary) : parser.parse(line, into: &record)
      try intake.add(verdict, record, line, place)
    }
    return (format, parser.remarks)
  }

  /// Throws where more than one line in twenty cannot be read.
  private func check(_ account: ImportAccounting, _ name: String) throws(TraceProblem) {
    guard !options.isLenient, account.refused * 20 > account.lines else { return }
    let tallies = account.refusals.sorted { $0.key.rawValue < $1.key.rawValue }
    let reasons = tallies.map { reason, tally in
      "\(tally.count) \(reason.rawValue) (line \(tally.first.map { String($0.line) }.joined(separator: ", ")))"
    }
    throw TraceProblem(
      .tooManyRefused,
      "\(account.refused) of \(account.lines) lines cannot be read: \(reasons.joined(separator: "; "))",
      line: tallies.flatMap(\.value.first).map(\.line).min(),
      suggestion: "perhaps the format is another one (--format); --lenient goes on without those lines")
  }
}

extension LogFormat {
  /// Whether its parser knows ``LogOptions/labels``.
  fileprivate var hasLabels: Bool { [.csv, .ndjson, .weir].contains(self) }
}
