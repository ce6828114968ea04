import Documents
import Foundation
import Synchronization

/// What is wrong with the points of a sweep, each message once however many points it is about.
struct SweepMistakes {
  /// How many points are read between two looks at what was found.
  private static let pointsAtOnce = 64
  /// How many points with errors are enough to stop reading.
  private static let enough = 64
  /// How many messages are shown.
  private static let shown = 10

  /// How many points have errors.
  private(set) var points = 0
  private var counts: [Diagnostic: Int] = [:]
  private var order: [(message: Diagnostic, job: Int)] = []

  /// Reads the points `jobs` of `plan` on up to `cores` cores, in their order, until enough of them have errors.
  init(in jobs: [Int], of plan: SweepPlan, cores: Int, isInterrupted: () -> Bool) {
    for start in stride(from: 0, to: jobs.count, by: Self.pointsAtOnce) {
      if points >= Self.enough || isInterrupted() { return }
      let part = jobs[start..<min(start + Self.pointsAtOnce, jobs.count)]
      let found = Self.errors(in: Array(part), of: plan, cores: cores)
      for (job, errors) in zip(part, found) { add(errors, of: job) }
    }
  }

  private static func errors(in jobs: [Int], of plan: SweepPlan, cores: Int) -> [[Diagnostic]] {
    let found = Mutex([[Diagnostic]](repeating: [], count: jobs.count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(cores, jobs.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < jobs.count else { return }
        let diagnostics = Diagnostics(limit: 100)
        guard plan.scenario(of: jobs[index], diagnostics: diagnostics) == nil else { continue }
        let errors = diagnostics.all.filter { $0.severity == .error }
        found.withLock { $0[index] = errors }
      }
    }
    return found.withLock { $0 }
  }

  private mutating func add(_ errors: [Diagnostic], of job: Int) {
    guard !errors.isEmpty else { return }
    points += 1
    for error in errors {
      if counts[error, default: 0] == 0 { order.append((error, job)) }
      counts[error, default: 0] += 1
    }
  }

  /// The first of them; each says at which point it comes first, and at how many more.
  func messages(of plan: SweepPlan) -> [Diagnostic] {
    var messages = order.prefix(Self.shown).map { message, job in
      let others = (counts[message] ?? 1) - 1
      let more = others == 0 ? "" : ", and at \(others) more"
      var message = message
      message.message += " (at \(plan.name(of: job))\(more))"
      return message
    }
    let left = order.count - messages.count
    if left > 0, var last = messages.last {
      last.message += "; and \(left) other messages about points"
      messages[messages.count - 1] = last
    }
    return messages
  }
}
