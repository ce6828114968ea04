import Documents

/// Reports mirrors whose copies go where they were probably not meant to.
struct MirrorLints {
  let rule: LintedRule
  let diagnostics: Diagnostics

  func report() {
    var seen: [Target: SourceLocation] = [:]
    let backends = Set(rule.activeBackends.map { Target(service: $0.service, port: $0.port) })
    for mirror in rule.plan.mirrors where mirror.problem == nil && mirror.numerator > 0 {
      let target = Target(service: mirror.service, port: mirror.port)
      if let first = seen[target] {
        report(
          .mirrorTwice, .warning,
          "another mirror of the rule has the same target, Service \(mirror.service): it gets a copy for each",
          mirror, "keep one of the two; the other is at \(first)")
      }
      seen[target] = seen[target] ?? mirror.location
      if backends.contains(target) { reportBackend(mirror) }
    }
    for backend in rule.activeBackends {
      for mirror in backend.mirrors where mirror.problem == nil && mirror.numerator > 0 {
        if mirror.service == backend.service, mirror.port == backend.port { reportBackend(mirror) }
      }
    }
    for mirror in rule.activeMirrors { reportRounding(of: mirror) }
  }

  private struct Target: Hashable {
    let service: NamespacedName
    let port: Int?
  }

  private func reportBackend(_ mirror: RulePlan.Mirror) {
    report(
      .mirrorIsBackend, .warning,
      "the mirror's target, Service \(mirror.service), is a backend of the same rule: it gets requests and "
        + "copies of requests, and carries both out", mirror, "mirror to another Service")
  }

  /// Reference retry-budgets 1.9: Cilium cuts to whole percents; Envoy counts in millionths at best.
  private func reportRounding(of mirror: RulePlan.Mirror) {
    let (numerator, denominator) = (Double(mirror.numerator), Double(mirror.denominator))
    guard numerator * 100 < denominator else { return }
    let share = "\(mirror.numerator) in \(mirror.denominator) requests"
    if numerator * 1_000_000 < denominator {
      report(
        .mirrorRounded, .warning,
        "\(share) is less than one in a million, the finest share that Envoy-based implementations know: they "
          + "mirror nothing", mirror, "mirror at least one in a million")
    } else {
      report(
        .mirrorRounded, .note,
        "\(share) is less than 1 percent: implementations that count in whole percents, such as Cilium, mirror "
          + "nothing; Envoy Gateway counts in millionths", mirror,
        "see how yours rounds, or mirror 1 percent")
    }
  }

  private func report(
    _ code: GatewayCode, _ severity: Diagnostic.Severity, _ message: String, _ mirror: RulePlan.Mirror,
    _ suggestion: String
  ) {
    rule.report(
      code, severity, message, field: "filters", at: mirror.location, suggestion: suggestion, diagnostics)
  }
}

/// Reports Services that serve and are sent a copy of every request of another rule as well.
enum MirrorLoad {
  static func report(_ rules: [LintedRule], _ diagnostics: Diagnostics) {
    var serving: [NamespacedName: LintedRule] = [:]
    for rule in rules where rule.isInUse {
      for backend in rule.activeBackends where serving[backend.service] == nil {
        serving[backend.service] = rule
      }
    }
    for rule in rules where rule.isInUse {
      let own = Set(rule.activeBackends.map(\.service))
      for mirror in rule.plan.mirrors where mirror.problem == nil && mirror.numerator == mirror.denominator {
        guard !own.contains(mirror.service), let other = serving[mirror.service] else { continue }
        rule.report(
          .mirrorAddsLoad, .note,
          "Service \(mirror.service) gets a copy of every request of this rule beside what rule \(other.index) "
            + "of \(other.route.title) sends to it", field: "filters", at: mirror.location,
          suggestion: "give it the capacity for both, or mirror a `percent`", diagnostics)
      }
    }
  }
}
