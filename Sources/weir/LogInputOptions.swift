import ArgumentParser
import Documents
import Foundation
import Logs

/// Which logs are read, and what the user says about them that they do not say themselves.
struct LogInputOptions: ParsableArguments {
  @Argument(
    help: "Logs, plain or packed with gzip or zstd; - is standard input.", completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The format, where it is not to be recognised: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"))
  var format: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "The column or key of CSV or JSON that holds a field: \(LogField.allCases.map(\.rawValue).joined(separator: ", ")). Repeats.",
      valueName: "field=key"))
  var map: [String] = []

  @Option(
    help: ArgumentHelp(
      "The unit of times in CSV or JSON: \(TimeUnit.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "unit"))
  var timeUnit: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The zone of times that are written without one, such as +03:30 (default: UTC).", valueName: "zone"))
  var timezone: String?

  @Option(
    help: ArgumentHelp(
      "The number at the end of lines of NGINX or Apache is a duration in this unit: "
        + "\(DurationUnit.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "unit"))
  var durationUnit: String?

  @Option(
    help: ArgumentHelp(
      "Whether times are those of the start or the end of requests, where the format is wrong about it.",
      valueName: "start|end"))
  var stamp: Stamp?

  @Option(help: ArgumentHelp("The host of requests whose log does not tell it.", valueName: "host"))
  var host: String?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: ArgumentHelp(
      "Only requests of which this holds: KEY=PATTERN or KEY!=PATTERN, the key \(RequestFilter.keys.joined(separator: ", ")) or a "
        + "column, * any text. Repeats.",
      valueName: "filter"))
  var filters: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only requests that arrive from then on: 2026-01-31T12:00:00Z, or seconds.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Only requests that arrive before that.", valueName: "time"))
  var to: String?

  @Flag(help: "Leave out probes of health.")
  var dropHealthChecks = false

  @Flag(help: "Leave out requests that another line told already, by their request id.")
  var dropDuplicates = false

  @Flag(help: "Go on where more than 5 % of the lines cannot be read.")
  var lenient = false

  /// What the time of a line means.
  enum Stamp: String, CaseIterable, ExpressibleByArgument {
    case start
    case end
  }

  func validate() throws { _ = try logOptions() }

  /// What the options say.
  ///
  /// - Throws: a failure with 64 that names the first one that makes no sense.
  func logOptions() throws -> LogOptions {
    var options = LogOptions()
    options.format = try Self.choice(format, "--format")
    options.timeUnit = try Self.choice(timeUnit, "--time-unit")
    options.durationUnit = try Self.choice(durationUnit, "--duration-unit")
    for text in map {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--map wants FIELD=KEY, such as path=uri, found \"\(text)\"")
      }
      if let field: LogField = try Self.choice(parts[0], "--map") { options.fieldMap[field] = parts[1] }
    }
    if let timezone {
      guard let zone = WrittenTime.zone(timezone) else {
        throw ValidationError(
          "--timezone wants UTC or hours and minutes such as +03:30, found \"\(timezone)\"")
      }
      options.timezone = zone
    }
    options.stampIsEnd = stamp.map { $0 == .end }
    if let host {
      guard (1...255).contains(host.utf8.count), host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        throw ValidationError("--host wants the name of a host, found \"\(host.prefix(80))\"")
      }
      options.defaultHost = host
    }
    for text in filters {
      do throws(TraceProblem) {
        options.filters.append(try RequestFilter(text))
      } catch {
        throw ValidationError("--where: \(error.message); \(error.suggestion ?? "")")
      }
    }
    options.labels = RequestFilter.labels(of: options.filters)
    options.from = try time(from, "--from", options)
    options.to = try time(to, "--to", options)
    if let from = options.from, let to = options.to, from >= to {
      throw ValidationError("--from is not before --to")
    }
    options.dropsHealthChecks = dropHealthChecks
    options.dropsDuplicates = dropDuplicates
    options.isLenient = lenient
    return options
  }

  private func time(_ text: String?, _ option: String, _ options: LogOptions) throws -> Int64? {
    guard let text else { return nil }
    guard let time = WrittenTime.nanoseconds(text, timezone: options.timezone) else {
      throw ValidationError(
        "\(option) wants a time such as 2026-01-31T12:00:00Z, or seconds, found \"\(text)\"")
    }
    return time
  }

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ word: String?, _ option: String
  ) throws -> Choice? {
    guard let word else { return nil }
    guard let choice = Choice(rawValue: word) else {
      let words = Choice.allCases.map(\.rawValue)
      let meant = didYouMean(word, among: words) ?? "there are \(words.joined(separator: ", "))"
      throw ValidationError("\(option) does not know \"\(word)\"; \(meant)")
    }
    return choice
  }

  /// Reads the logs; every message about them has been said then.
  ///
  /// - Parameters:
  ///   - progress: Is told how far reading is, from 0 to 1.
  ///   - isInterrupted: Whether to stop.
  /// - Throws: a failure with 66 where a file is missing, 74 where the temporary file fails, 130 where it was interrupted, 65 where a log
  ///   is no good.
  func read(
    _ options: LogOptions, isQuiet: Bool = false, progress: ((Double) -> Void)? = nil,
    isInterrupted: (() -> Bool)? = nil
  ) throws -> ImportedLog {
    let diagnostics = Diagnostics()
    var logs = LogImport(files: files, options: options)
    logs.progress = progress
    logs.isInterrupted = isInterrupted
    let log = logs.read(diagnostics: diagnostics)
    let shown = isQuiet ? diagnostics.all.filter { $0.severity == .error } : diagnostics.all
    Terminal.say(
      DiagnosticRenderer(colour: Terminal.coloursMessages).render(shown, omitted: diagnostics.omitted))
    if let log, !diagnostics.hasErrors { return log }
    if !diagnostics.hasErrors { throw Failure(.interrupted, "interrupted before the logs were read") }
    let codes = Set(diagnostics.all.filter { $0.severity == .error }.map(\.code))
    if codes.contains(TraceCode.unreadable.rawValue) { throw Failure(.inputMissing) }
    throw Failure(codes.contains(TraceCode.temporaryFile.rawValue) ? .inputOutput : .badInput)
  }
}
