import Experiments
import Foundation
import Scenarios
import Simulator

extension Scenario {
  /// The scenario with its warm-up found out by a pilot, where it leaves that to Weir.
  ///
  /// - Throws: a failure with 65 where the pilot outgrows its limits, and 130 where the user stopped it.
  func settled(_ options: ScenarioOptions) throws -> Scenario {
    try settled(jobs: options.jobs, isQuiet: options.quiet)
  }

  /// As ``settled(_:)``, on at most `jobs` cores.
  func settled(jobs: Int, isQuiet: Bool) throws -> Scenario {
    guard warmUpIsAutomatic else { return self }
    if !isQuiet { Terminal.say("weir: \(name): looking for the warm-up") }
    let found = try Interruptible(name: name, isQuiet: isQuiet).run { _, isInterrupted in
      try WarmUpPilot(jobs: jobs, isInterrupted: isInterrupted).run(self)
    }
    guard let found else { throw Failure(.interrupted, "interrupted: no database was written") }
    return settled(by: found)
  }

  /// The scenario with a warm-up that was found on another one.
  func settled(like base: Scenario) -> Scenario {
    base.warmUpIsAutomatic ? settled(by: (base.warmUp, base.warmUpNote)) : self
  }

  private func settled(by found: (warmUp: Int64, note: String)) -> Scenario {
    var scenario = self
    scenario.warmUp = found.warmUp
    scenario.warmUpNote = found.note
    return scenario
  }
}
