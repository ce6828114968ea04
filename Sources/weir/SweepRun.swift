import Documents
import Experiments
import Results

/// Runs jobs of a sweep with progress, answers to Ctrl-C and SIGTERM, and says what was wrong.
struct SweepRun {
  private let plan: SweepPlan
  private let folder: SweepFolder
  private let options: SweepOptions

  init(plan: SweepPlan, folder: SweepFolder, options: SweepOptions) {
    self.plan = plan
    self.folder = folder
    self.options = options
  }

  private var runner: SweepRunner { SweepRunner(plan: plan, folder: folder, cores: options.jobs) }

  /// Reads all points of `jobs`, so that no mistake is found after hours.
  func check(_ jobs: [Int]) throws {
    let interrupt = Interrupt()
    try withExtendedLifetime(interrupt) {
      try check(jobs, isInterrupted: { [count = interrupt.count] in count.isRaised })
    }
    if interrupt.count.isRaised { throw Failure(.interrupted, "interrupted: not all points were read") }
  }

  private func check(_ jobs: [Int], isInterrupted: @escaping @Sendable () -> Bool) throws {
    let diagnostics = Diagnostics()
    do throws(SweepError) {
      try runner.check(jobs, diagnostics: diagnostics, isInterrupted: isInterrupted)
    } catch {
      SweepInput.report(diagnostics, SourceTexts(), isQuiet: options.quiet)
      throw Failure(error)
    }
  }

  /// Runs those of `jobs` whose results are not in the folder yet.
  func execute(_ jobs: [Int]) throws -> SweepRunner.Outcome {
    let outcome = try Interruptible(name: plan.base.name, isQuiet: options.quiet).run {
      progress, isInterrupted in
      try check(jobs, isInterrupted: isInterrupted)
      return try Failure.translating {
        try folder.prepare()
        return try runner.run(jobs, progress: progress, isInterrupted: isInterrupted)
      }
    }
    if !options.quiet { say(outcome) }
    return outcome
  }

  private func say(_ outcome: SweepRunner.Outcome) {
    for reason in outcome.replaced { Terminal.say("weir: \(reason); it is run again") }
    if outcome.skipped > 0 {
      Terminal.say(
        "weir: \(outcome.skipped) \(outcome.skipped == 1 ? "point was" : "points were") in \(folder.path) already, not "
          + "run again")
    }
  }

  /// Makes the database of what lies in the folder.
  ///
  /// - Returns: How many points are missing.
  func merge(to path: String) throws -> Int {
    try Failure.translating {
      let merge = SweepMerge(plan: plan, folder: folder, cores: options.jobs)
      let inventory = try merge.write(to: path, allowsMissing: true)
      if let foreign = inventory.foreign.first { throw SweepError.mismatch(foreign) }
      return inventory.missing.count
    }
  }

  /// Ends the command where points could not be run.
  func throwFailures(_ outcome: SweepRunner.Outcome) throws {
    guard outcome.isConserved else {
      throw Failure(.internalError, "offered is not answered + unanswered: please report this")
    }
    guard !outcome.failures.isEmpty else { return }
    let reasons = outcome.failures.prefix(10).map { "  \(plan.name(of: $0.job)): \($0.reason)" }
    let count = outcome.failures.count
    let more = count > reasons.count ? ["  and \(count - reasons.count) more"] : []
    throw Failure(
      .badInput,
      (["\(count) \(count == 1 ? "point" : "points") could not be run:"] + reasons + more).joined(
        separator: "\n"))
  }
}

extension Failure {
  /// What `body` answers; errors of sweeps and databases become failures.
  static func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ResultsError {
      throw Failure(error)
    } catch let error as SweepError {
      throw Failure(error)
    }
  }

  /// What `body` answers; failures get the exit codes by which the engine of a cluster knows whether to try again.
  static func inShard<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as Failure {
      switch failure.code {
      case .badInput, .inputMissing: throw Failure(.usage, failure.message)
      case .cannotCreate, .inputOutput: throw Failure(.tryAgain, failure.message)
      default: throw failure
      }
    }
  }

  /// What is wrong with a `--metric`.
  init(metric text: String, _ problem: Diagnostic) {
    let advice = problem.suggestion.map { "; \($0)" } ?? ""
    self.init(.usage, "--metric '\(text.prefix(200))': \(problem.message)\(advice)")
  }
}
