import Experiments
import Results
import Simulator

/// Runs something long with progress, and answers to Ctrl-C and SIGTERM.
struct Interruptible {
  /// What the progress is labelled with.
  let name: String
  let isQuiet: Bool

  /// The outcome of `body`, which is told how to report progress and whether to stop.
  ///
  /// - Throws: a failure with the code of what went wrong.
  func run<Outcome>(
    _ body: (
      _ progress: @escaping @Sendable (Double) -> Void, _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws -> Outcome
  ) throws -> Outcome {
    let line = ProgressLine(name, isQuiet: isQuiet)
    let interrupt = Interrupt()
    defer { line.clear() }
    do {
      return try withExtendedLifetime(interrupt) {
        try body({ line.show($0) }, { [count = interrupt.count] in count.isRaised })
      }
    } catch let error as ResultsError {
      throw Failure(error)
    } catch let error as SimulationError {
      throw Failure(error)
    } catch let problem as StabilityMap.Problem {
      throw Failure(problem)
    }
  }
}

extension Failure {
  /// Why a scenario has no map of stability, and how to mend it.
  fileprivate init(_ problem: StabilityMap.Problem) {
    switch problem {
    case .noFault:
      self.init(
        .badInput, "the scenario has no fault that could be the trigger: add one under spec.faults")
    case .endsTooLate(let fault, let end, let measured):
      self.init(
        .badInput,
        "the last fault, \"\(fault)\", ends after \(Double(end / 1_000_000) / 1000) s, and measuring after "
          + "\(Double(measured / 1_000_000) / 1000) s: whether goodput comes back takes at least 5 s more, better "
          + "minutes; raise spec.duration (--duration)")
    }
  }
}
