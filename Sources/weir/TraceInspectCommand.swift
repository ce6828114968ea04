import ArgumentParser
import Documents
import Logs
import Reports

struct TraceInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what is in logs, and what is wrong with them.",
    discussion: """
      Requests, rates, burstiness, what the clock is worth, statuses, patterns of paths and durations, as the logs tell them: times are not \
      spread, ids in paths are folded, and neither queries nor clients are shown. A time is all that a line needs; lines that are no requests \
      are left out. Several logs are read as one, merged by the time of arrival. A file of counts per period is told by its periods.

      Figures are those of the log's own clock: the peak and the dispersions are taken over its whole seconds and minutes. A Poisson process \
      has an inter-arrival CV and dispersions of 1.

      EXAMPLES
        weir trace inspect access.log.gz
        weir trace inspect gateway-*.log --where 'path=/api/*' -o json
        kubectl logs deploy/gateway | weir trace inspect - --format envoy
        weir trace inspect requests.csv --time-unit ms --map path=route
      """)

  @OptionGroup var input: LogInputOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.check(for: [.table, .json], beside: input.files)
    var options = try input.logOptions()
    options.spread = .none
    if isRates(options) { return try inspectRates(options) }
    let log = try input.read(options)
    let diagnosis: TraceDiagnosis
    do throws(TraceProblem) {
      diagnosis = try TraceDiagnosis(log)
    } catch {
      throw Failure(.inputOutput, error.message)
    }
    let report = TraceReport(diagnosis)
    try output.write { $0 == .json ? report.json() : report.text($1) }
  }

  /// Whether the input is a file of rates. What is read from standard input or a
  /// pipe cannot be looked at twice, and has to be named.
  private func isRates(_ options: LogOptions) -> Bool {
    if let format = options.format { return format == .rates }
    guard let file = input.files.first, input.files.count == 1, RecordedBytes.isRegular(file) else {
      return false
    }
    do throws(TraceProblem) {
      var bytes = try RecordedBytes(file: file, limit: 1 << 40)
      return FormatRecognition.format(of: try bytes.peek(), options) == .rates
    } catch {
      return false
    }
  }

  private func inspectRates(_ options: LogOptions) throws {
    guard let file = input.files.first, input.files.count == 1 else {
      throw Failure(.usage, "files of rates are inspected one at a time")
    }
    let diagnosis: RateDiagnosis
    do throws(TraceProblem) {
      diagnosis = try RateDiagnosis(RecordedBytes(file: file, limit: 1 << 40), options)
    } catch {
      let message = error.diagnostic(file: file, place: nil)
      Terminal.say(DiagnosticRenderer(colour: Terminal.coloursMessages).render([message], omitted: 0))
      throw Failure(error.code == .unreadable ? .inputMissing : .badInput)
    }
    let report = RateReport(diagnosis)
    try output.write { $0 == .json ? report.json() : report.text($1) }
  }
}
