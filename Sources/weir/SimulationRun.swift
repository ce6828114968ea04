import Experiments
import Foundation
import Records
import Results
import Scenarios
import Simulator

/// Runs an experiment into a database, with progress, and answers to Ctrl-C.
struct SimulationRun {
  private let options: ScenarioOptions
  private let experiment: Experiment
  private let name: String
  private let database: String
  private let isKept: Bool

  /// - Parameters:
  ///   - name: What the progress line says.
  ///   - isKept: Whether the database stays when the command ends.
  init(
    _ options: ScenarioOptions, _ experiment: Experiment, name: String, database: String, isKept: Bool = true
  ) {
    self.isKept = isKept
    self.options = options
    self.experiment = experiment
    self.name = name
    self.database = database
  }

  /// What came of it.
  struct Finished {
    let outcome: Experiment.Outcome
    let database: String
    /// Whether the database stays when the command ends.
    let isKept: Bool
    /// The requests that are explained, nil where none are to be.
    let explained: ChosenRequests?

    /// Ends the command with the exit code that a verdict asks for, after every report is written.
    func throwVerdict(_ verdict: Verdict, isStrict: Bool) throws {
      if outcome.isPartial {
        throw Failure(
          .interrupted,
          isKept
            ? "interrupted: \(database) holds what was complete and is marked partial"
            : "interrupted: nothing is kept, since --db was not given")
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
  ///
  /// - Parameter names: requests that are recorded whatever else is.
  /// - Throws: a failure with 65 where one of them does not exist, before anything is written.
  func execute(explaining names: [RequestName] = []) throws -> Finished {
    var experiment = experiment
    let search = names.isEmpty ? nil : try find(names, in: experiment.variants[0].model)
    experiment.explained = search?.rows ?? [:]
    let outcome = try Interruptible(name: name, isQuiet: options.quiet).run { progress, isInterrupted in
      try experiment.run(database: database, progress: progress, isInterrupted: isInterrupted)
    }
    if !outcome.isPartial, !outcome.isPrecise, !options.quiet {
      Terminal.say(
        "weir: not all intervals are as narrow as spec.replications.until asks for: its max replications are "
          + "not enough")
    }
    return Finished(outcome: outcome, database: database, isKept: isKept, explained: search?.chosen)
  }

  /// Finds the requests that are to be explained.
  private func find(_ names: [RequestName], in model: Model) throws -> RequestSearch {
    if let asked = names.first(where: { $0.replication >= model.record.replications }) {
      throw Failure(.badInput, "--explain-request \(asked): \(model.record.shownReplications)")
    }
    let work = Interruptible(name: "\(name): looking for requests", isQuiet: options.quiet)
    let found = try work.run { progress, isInterrupted in
      try RequestSearch.run(model, names: names) { share in
        progress(share)
        return !isInterrupted()
      }
    }
    guard let found else { throw Failure(.interrupted, "interrupted: no database was written") }
    try refuseMissing(found)
    return found
  }

  /// A word may choose nothing, which is worth knowing; a number that does not exist is a mistake.
  private func refuseMissing(_ search: RequestSearch) throws {
    for name in search.chosen.empty {
      guard case .number = name.choice else { continue }
      let count = search.offered[name.replication] ?? 0
      throw Failure(
        .badInput,
        "--explain-request \(name): replication \(name.replication) has "
          + (count == 0 ? "no requests" : "requests 0 to \(count - 1)"))
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
  /// Why a replication could not go on, and how to mend it.
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
    case .unreadableTrace: self.init(.inputOutput, error.description)
    }
  }

  /// Nanoseconds as seconds to the millisecond.
  private static func seconds(_ time: Int64) -> Double { Double(time / 1_000_000) / 1000 }
}
