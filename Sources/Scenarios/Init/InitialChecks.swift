import GatewayAPI

/// Checks that hold for a first run, each with the reason why it should.
struct InitialChecks {
  /// A check and why it holds.
  struct Line {
    let check: String
    let reason: String
  }

  private(set) var lines: [Line] = []

  private let traffic: InitialTraffic
  private let services: InitialServices
  private let fault: InitialFault?

  /// How long is measured, in seconds.
  static let duration = 60
  /// The most checks of mirrors: a reader wants to see the others too.
  private static let mostMirrors = 20

  init(_ traffic: InitialTraffic, _ services: InitialServices, _ fault: InitialFault?) {
    self.traffic = traffic
    self.services = services
    self.fault = fault
    addSuccess()
    addRetries()
    addRecovery()
    addUtilization()
    addMirrors()
  }

  /// The share of client requests that no endpoint can answer, fault or not.
  private var brokenShare: Double {
    let requests = traffic.entries
    let broken = requests.reduce(0.0) { sum, entry in
      guard entry.rule.plan.gatewayStatus == nil else { return sum }
      let served = entry.rule.plan.sharesOfServices.filter { (services[$0.service]?.endpoints ?? 0) > 0 }
      return sum + max(0, 1 - served.reduce(0) { $0 + $1.share })
    }
    return broken / Double(max(requests.count, 1))
  }

  /// The part of the measured time that the fault lasts.
  private var partOfTime: Double { Double(InitialFault.length) / Double(Self.duration) }

  /// Two points are for chance.
  private mutating func addSuccess() {
    let failing = fault.map { ($0.service.load - $0.service.copies) * $0.share * partOfTime } ?? 0
    let bound = ((1 - brokenShare - failing - 0.02) * 100).rounded(.down)
    guard bound > 0 else { return }
    let reason =
      failing > 0
      ? "what the fault hits fails unless a retry saves it: \(YAMLText.share(failing)) of all at most"
      : "nothing is broken on purpose"
    lines.append(Line(check: "success_ratio >= \(Int(bound))%", reason: reason))
  }

  private mutating func addRetries() {
    guard let fault, fault.retries > 0 else { return }
    let rate = services.rate * (fault.service.load - fault.service.copies)
    let allowed = fault.allowedRetries(at: rate)
    var part = partOfTime
    if let budget = fault.budget {
      // A window that reaches over the fault's ends allows more than the fault's time alone.
      let interval = max(1e-9, Double(budget.interval) / 1e9)
      part = min(1, (Double(InitialFault.length) / interval).rounded(.up) * interval / Double(Self.duration))
    }
    let retries = min(allowed * part, fault.wantedRetries * partOfTime)
    let bound = ((1 + retries + 0.02) * 100).rounded(.up) / 100
    let reason =
      allowed * part < fault.wantedRetries * partOfTime
      ? "the budget lets \(YAMLText.number(allowed)) retries for each request through, in \(YAMLText.share(part)) of the time"
      : "each request that the fault hits may be retried \(fault.retries == 1 ? "once" : "\(fault.retries) times")"
    let name = fault.service.name
    lines.append(
      Line(check: "amplification{service=\(name)} <= \(YAMLText.number(bound))", reason: reason))
    if allowed * 1.3 < fault.wantedRetries {
      lines.append(
        Line(
          check: "retries_denied{service=\(name)} > 0",
          reason:
            "the fault asks for \(YAMLText.number(fault.wantedRetries)) retries for each request, more than the budget allows"
        ))
    }
  }

  private mutating func addRecovery() {
    // Goodput has to be nine tenths of the load again, which it never is where a tenth is broken anyway.
    guard let fault, brokenShare < 0.05 else { return }
    lines.append(
      Line(
        check: "recovery_time{fault=\"\(fault.name)\"} < 10s",
        reason: "nothing is overloaded, so all is well again at once"))
  }

  private mutating func addUtilization() {
    guard let busiest = services.busiest else { return }
    lines.append(
      Line(
        check: "utilization{service=\(busiest.name)} < 75%",
        reason: "the busiest service has room for a peak"))
  }

  /// The copies of a replication are binomial: five standard deviations around the mean hold the interval of the replications surely.
  private mutating func addMirrors() {
    struct Target: Hashable {
      let route: String
      let rule: Int
      let mirror: NamespacedName
    }
    var seen: Set<Target> = []
    let perEntry = services.rate * Double(Self.duration) / Double(max(traffic.entries.count, 1))
    for rule in traffic.entries.map(\.rule) {
      let copies = rule.plan.copies
      // Copies to one target by several filters of a rule are counted together.
      guard Set(copies.map(\.mirror.service)).count == copies.count else { continue }
      for copy in copies where seen.count < Self.mostMirrors {
        let target = Target(route: rule.label, rule: rule.rule, mirror: copy.mirror.service)
        guard seen.insert(target).inserted, copy.share > 0, copy.ofAll > 0 else { continue }
        let eligible = max(1, perEntry * copy.ofAll / copy.share)
        let spread = 5 * (copy.share * (1 - copy.share) / eligible).squareRoot() + 1e-4
        let (low, high) = (max(0, copy.share - spread), min(1, copy.share + spread))
        lines.append(
          Line(
            check: "mirror_ratio{mirror=\(target.mirror), route=\(target.route), rule=\(target.rule)} within "
              + "\(YAMLText.percent((low * 1e4).rounded(.down) / 1e4))..\(YAMLText.percent((high * 1e4).rounded(.up) / 1e4))",
            reason: "the mirror samples \(YAMLText.share(copy.share)), give or take what chance does"))
      }
    }
  }
}
