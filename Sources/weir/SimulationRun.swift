import Experiments
import Foundation
import Results
import Scenarios
import Simulator

/// Runs an experiment into a database, with progress, and answers to Ctrl-C.
struct SimulationRun {
  private let options: ScenarioOptions
  private let experiment: Experiment
  private let name: String
  private let database: String

  /// - Parameter name: What the progress line says.
  init(_ options: ScenarioOptions, _ experiment: Experiment, name: String, database: String) {
    self.options = options
    self.experiment = experiment
    self.name = name
    self.database = database
  }

  /// What came of it.
  struct Finished {
    let outcome: Experiment.Outcome
    let database: String

    /// Ends the command with the exit code that a verdict asks for, after every report is written.
    func throwVerdict(_ verdict: Verdict, isStrict: Bool) throws {
      if outcome.isPartial {
        throw Failure(.interrupted, "interrupted: \(database) holds what was complete and is marked partial")
      }
      guard outcome.isConserved else {
        throw Failure(.internalError, "offered is not answered + unanswered: please report this")
      }
      switch verdict {
      case .pass: break
      case .fail: throw Failure(.checkFailed)
      case .inconclusive: if isStrict { throw Failure(.inconclusive) }
      }
    }
  }

  /// Simulates all replications and leaves the database.
  func execute() throws -> Finished {
    let line = ProgressLine(name, isQuiet: options.quiet)
    let interrupt = Interrupt()
    defer { line.clear() }
    do {
      let outcome = try withExtendedLifetime(interrupt) {
        try experiment.run(
          database: database, progress: { line.show($0) },
          isInterrupted: { [count = interrupt.count] in count.isRaised })
      }
      return Finished(outcome: outcome, database: database)
    } catch let error as ResultsError {
      throw Failure(error)
    } catch let error as SimulationError {
      throw Failure(error)
    }
  }
}

extension Experiment {
  /// That of one scenario.
  static func single(_ scenario: Scenario, _ command: Command, _ options: ScenarioOptions) -> Experiment {
    Experiment(
      variants: [Variant(scenario, command: command, version: Weir.version)],
      replications: scenario.replications, jobs: options.jobs, recording: options.record.recording)
  }
}

extension Failure {
  /// The exit code and message of an error of the results.
  init(_ error: ResultsError) {
    let code: Code =
      switch error {
      case .cannotCreate: .cannotCreate
      case .io: .inputOutput
      case .missing: .inputMissing
      case .notResults, .newer, .query: .badInput
      case .closed: .internalError
      }
    self.init(code, error.description)
  }
}

extension Failure {
  /// What made a replication outgrow its limits, and how to mend it.
  init(_ error: SimulationError) {
    switch error {
    case .tooManyInFlight(let limit, let time):
      self.init(
        .badInput,
        "more than \(limit) requests are in flight after \(Self.seconds(time)) s: a queue grows without end. "
          + "Bound it (spec.services[].queue), add endpoints or a timeout, or lower the rate.")
    case .budgetTooLong(let limit, let time):
      self.init(
        .badInput,
        "the retry budgets' windows hold more than \(limit) attempts after \(Self.seconds(time)) s: shorten "
          + "spec.retryConstraint.budget.interval of the XBackendTrafficPolicy, or lower the rate.")
    }
  }

  /// Nanoseconds as seconds to the millisecond.
  private static func seconds(_ time: Int64) -> Double { Double(time / 1_000_000) / 1000 }
}
