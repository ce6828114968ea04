import ArgumentParser
import Documents
import Experiments
import Foundation
import Logs
import Records
import Reports
import Scenarios

struct TraceCalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fit a model to recorded requests with durations, and say how far it may be believed.",
    discussion: """
      The recorded time is divided: a model of arrivals and of each service's times is fitted to most of it, written as a scenario, and \
      simulated; what was held back says which of its metrics may be believed. Services are told apart by the log's upstream.

      Time without requests counts as not recorded where chance has such a gap with less than one in a million. Recordings that are made \
      of windows of one length want --window; whole windows are held back then.

      EXAMPLES
        weir trace calibrate access.log.gz --out scenario.yaml
        weir trace calibrate a.csv --where fault=none --window 60s --out b.yaml
        weir trace calibrate day1.log day2.log --hold-back 50% -o json
      """)

  @OptionGroup var input: LogInputOptions

  @Option(
    help: ArgumentHelp(
      "The length of the windows of which the recording is made, such as 60s.", valueName: "time"))
  var window: String?

  @Option(
    help: ArgumentHelp(
      "The share of the recorded time that is held back to verify the model, 5% to 95%.", valueName: "share"))
  var holdBack: String = "30%"

  @Option(help: ArgumentHelp("Where the scenario is written.", valueName: "file"), completion: .file())
  var out: String?

  @Option(help: "Most cores to use.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    _ = try windowSeconds()
    _ = try share()
    if jobs < 1 { throw ValidationError("--jobs wants at least 1, found \(jobs)") }
  }

  private func windowSeconds() throws -> Double? {
    guard let window else { return nil }
    guard let time = Quantity.duration(window), time > 0 else {
      throw ValidationError("--window wants a time above 0 such as 60s, found \"\(window)\"")
    }
    return Double(time) / 1e9
  }

  private func share() throws -> Double {
    guard let share = Quantity.share(holdBack), (0.05...0.95).contains(share) else {
      throw ValidationError("--hold-back wants a share from 5% to 95%, found \"\(holdBack)\"")
    }
    return share
  }

  func run() throws {
    try output.check(for: [.table, .json], beside: input.files + [out].compactMap(\.self))
    if let out {
      guard !input.files.map(Output.resolved).contains(Output.resolved(out)) else {
        throw Failure(.usage, "\(out) cannot be written: the command reads it")
      }
      try Output.checkFile(out)
    }
    let options = try input.logOptions()
    var log = try input.read(options, isQuiet: quiet)
    let traffic = try RecordedTraffic(&log)
    let (window, share) = (try windowSeconds(), try share())
    let calibration: Calibration
    do throws(CalibrationProblem) {
      calibration = try Calibration(traffic, window: window, holdBack: share)
    } catch {
      throw Failure(.badInput, "\(input.files.joined(separator: ", ")): \(error.message)")
    }
    let model = CalibratedScenario(
      calibration, name: CalibratedScenario.name(of: input.files.first ?? ""), files: input.files,
      version: Weir.version)
    let text = model.text
    let figures = try simulate(text, model)
    if let out { try Output.write(text, to: out) }
    var record = calibration.record(model, figures: figures)
    record.scenario = out
    try output.write {
      $0 == .json ? JSONReport.calibration(record) : CalibrationReport.text(of: record, $1)
    }
  }

  /// Simulates the scenario as it is written, and holds it against what was recorded.
  private func simulate(_ text: String, _ model: CalibratedScenario) throws -> [CalibrationRecord.Figure] {
    let diagnostics = Diagnostics()
    let file = out ?? "scenario.yaml"
    guard let scenario = readScenario(text: text, file: file, diagnostics: diagnostics) else {
      Terminal.say(DiagnosticRenderer().render(diagnostics.all))
      throw Failure(.internalError, "the scenario that was made cannot be read: please report this")
    }
    return try Interruptible(name: "calibrate", isQuiet: quiet).run { progress, isInterrupted in
      let summaries = try CalibrationCheck.simulate(
        scenario, version: Weir.version, jobs: jobs, progress: progress, isInterrupted: isInterrupted)
      guard let summaries else { throw Failure(.interrupted, "interrupted: nothing was written") }
      return CalibrationCheck(model.calibration).figures(summaries)
    }
  }
}
