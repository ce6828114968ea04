import GatewayAPI
import Records
import Scenarios

extension Recount {
  /// No budget grants more than its own rule allows, recounted from the attempts alone. What a lost gateway replica forgets cannot be.
  func brokenBudgets() throws -> [String] {
    if world.faults.contains(where: { if case .gatewayLoss = $0.effect { true } else { false } }) {
      return []
    }
    let plane = world.dataPlane
    let policy = try world.scenario().configuration.retryBudget(of: station.name)
    let setting = plane.translator.budget(policy).setting
    let isShared = plane.kind == .gatewayAPI && plane.readings.scope == .shared
    let groups =
      isShared
      ? [attempts]
      : (0..<plane.replicas).map { replica in
        attempts.filter { requests[Int($0.request)].replica == replica }
      }
    return groups.enumerated().compactMap { replica, own in
      holds(setting, BudgetRecount(own)) ? nil : "budget of replica \(replica)"
    }
  }

  private func holds(_ setting: BudgetSettings, _ recount: BudgetRecount) -> Bool {
    switch setting {
    case .unlimited: return true
    case .window(let budget): return recount.holdsWindow(budget, world.dataPlane.readings)
    case .concurrency(let maximum):
      guard world.dataPlane.isEnvoy else { return recount.holdsConcurrent { _ in station.staticMaxRetries } }
      if let own = station.envoy.retryBudget {
        return holdsEnvoy(own, isInterval ? own.interval ?? 10_000_000_000 : nil, recount)
      }
      return recount.holdsConcurrent { _ in station.envoy.maxRetries ?? maximum }
    case .envoy(let percent, let minimum, let interval):
      if let own = station.envoy.retryBudget {
        return holdsEnvoy(own, isInterval ? own.interval ?? interval : nil, recount)
      }
      var written = EnvoyCluster.RetryBudget()
      (written.percent, written.minimum) = (percent, minimum)
      return holdsEnvoy(written, interval, recount)
    case .tokens(let budget):
      let isWritten = world.dataPlane.kind == .linkerd && !world.dataPlane.usesNominalWindow
      return recount.holdsTokens(
        budget, failuresPay: world.dataPlane.kind == .finagle, surelyLives: isWritten ? 0.4 : 0.9)
    case .throttle(let maximum, let ratio): return recount.holdsThrottle(maximum: maximum, ratio: ratio)
    case .bucket: return recount.holdsBucket()
    }
  }

  private var isInterval: Bool { world.dataPlane.kind == .envoyInterval }

  /// - Parameter interval: nanoseconds in which what started is counted; nil counts what is in flight.
  private func holdsEnvoy(
    _ budget: EnvoyCluster.RetryBudget, _ interval: Int64?, _ recount: BudgetRecount
  ) -> Bool {
    recount.holdsConcurrent { time in
      let counted =
        interval.map { recount.started(after: time - $0, through: time) } ?? recount.inFlight(at: time)
      return max(Int(budget.percent / 100 * Double(counted)), budget.minimum)
    }
  }
}
