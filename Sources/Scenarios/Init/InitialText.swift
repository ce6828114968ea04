import Documents
import GatewayAPI

/// Writes a scenario to start from, with comments that say what was found and what is assumed.
struct InitialText {
  let configuration: GatewayConfiguration
  let traffic: InitialTraffic
  let services: InitialServices
  /// Requests per second of each source that has requests.
  let rates: [Double]
  let fault: InitialFault?
  let checks: InitialChecks
  let settings: AdmissionSettings
  let name: String
  let files: InitialScenario.Files

  /// Requests per second of all sources.
  var totalRate: Double { rates.reduce(0, +) }

  /// The whole file.
  var text: String {
    let sections = [
      head + [""] + top, dataPlane, ["  traffic:"] + sources, serviceSection, faultSection, checkSection,
    ]
    let scenario = sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
    guard let documents = files.standardInput else { return scenario }
    let ending = documents.hasSuffix("\n") ? "" : "\n"
    return scenario + (documents.hasPrefix("---") ? "" : "---\n") + documents + ending
  }

  // MARK: Head

  private var head: [String] {
    let lines = [
      "A scenario to start from, written by weir init: what the manifests say, and round numbers for what they do not.",
      "Those are marked \"assumed\"; what comes out is as good as they are. scenarios/FORMAT.md describes every key.",
      "", "  weir run \(file)",
    ]
    return (lines + capacityHints + policyHints + changeHints).map { $0.isEmpty ? "#" : YAMLText.comment($0) }
  }

  private var file: String { Self.shellWord(files.scenario) }

  private var capacityHints: [String] {
    guard let busiest = services.busiest, let rate = rates.first,
      let index = services.entries.firstIndex(where: { $0.name == busiest.name })
    else { return [] }
    let most = min(max(10, busiest.endpoints * 2), Bounds.endpoints)
    let limit = "--such-that 'utilization{service=\(busiest.name)} < 80%'"
    return [
      "", "How much does it hold, and how many endpoints does that take?",
      "  weir find \(file) --vary 'spec.traffic[0].arrivals.poisson.rate=\(YAMLText.rate(rate))..\(YAMLText.rate(rate * 4))' \(limit)",
      "  weir find \(file) --vary 'spec.services[\(index)].endpoints=1..\(most)' \(limit)",
    ]
  }

  /// What to try about retries: other budgets where there is one, else a first one.
  private var policyHints: [String] {
    guard let fault else { return [] }
    if let budget = fault.budget {
      let path = "XBackendTrafficPolicy/\(budget.policy):spec.retryConstraint.budget.percent"
      return [
        "", "What would other retry budgets do, and other data planes?",
        "  weir compare \(file) '\(path)=\(budget.percent / 2)' '\(path)=\(min(100, budget.percent * 2))'",
        "  weir compare \(file) envoy:spec.dataPlane.kind=envoy linkerd:spec.dataPlane.kind=linkerd",
      ]
    }
    let service = fault.service.name
    let rule = traffic.entries.map(\.rule).first { rule in
      rule.kind == Route.Kind.http.rawValue && rule.plan.sharesOfServices.contains { $0.service == service }
    }
    guard settings.channel == .experimental, let rule else { return [] }
    let retry = "HTTPRoute/\(rule.route):spec.rules[\(rule.rule)].retry={attempts: 2, codes: [503]}"
    let variants =
      fault.retries > 0
      ? "budget=budget.yaml" : "'retries:\(retry)' 'budget:\(retry)' budget=budget.yaml"
    return [
      "",
      "What would \(fault.retries > 0 ? "a budget for retries do" : "retries do, and a budget for them")? With this line as budget.yaml:",
      "  {apiVersion: gateway.networking.x-k8s.io/v1alpha1, kind: XBackendTrafficPolicy, "
        + "metadata: {name: budget, namespace: \(service.namespace)}, spec: {targetRefs: [{group: \"\", kind: Service, "
        + "name: \(service.name)}], retryConstraint: {budget: {percent: 10, interval: 10s}}}}",
      "  weir compare \(file) \(variants)",
    ]
  }

  private var changeHints: [String] {
    guard let compared = files.compared else { return [] }
    return [
      "", "Is a change of the manifests safe? With the changed ones as CHANGED:",
      "  weir compare \(file) --manifests \(Self.shellWord(compared)) CHANGED",
    ]
  }

  private var top: [String] {
    var lines = [
      "apiVersion: weir/v1", "kind: Scenario", "metadata:", "  name: \(YAMLText.flow(name))", "spec:",
      "  description: \(YAMLText.flow(description))",
    ]
    if !files.manifests.isEmpty {
      lines += ["  manifests:"] + files.manifests.map { "    - \(YAMLText.flow($0))" }
    }
    lines += gatewayAPI
    return lines + [
      "  seed: 1",
      "  warmUp: 10s          # simulated and not measured, until queues are as full as they get",
      "  duration: \(InitialChecks.duration)s        # measured",
      "  replications: 5      # intervals are over these",
    ]
  }

  private var description: String {
    guard let fault else { return "What happens to requests at \(name)?" }
    return
      "\(YAMLText.share(fault.share)) of what \(fault.service.name.name) gets fails for \(InitialFault.length) s; "
      + "what do clients notice?"
  }

  /// What differs from the defaults.
  private var gatewayAPI: [String] {
    let usual = AdmissionSettings()
    var fields: [(key: String, value: String)] = []
    if settings.release != usual.release { fields.append(("release", settings.release.rawValue)) }
    if settings.channel != usual.channel { fields.append(("channel", settings.channel.rawValue)) }
    if settings.mergeGateways { fields.append(("mergeGateways", "true")) }
    guard !fields.isEmpty else { return [] }
    return ["  gatewayAPI: {\(fields.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"]
  }

  private var dataPlane: [String] {
    [
      "  dataPlane:",
      "    kind: gateway-api    # as the specification has it; or envoy, linkerd, …",
      "    replicas: 1          # assumed: count the pods of your gateway, each of which keeps a retry budget of its own",
    ]
  }

  // MARK: Faults and checks

  private var faultSection: [String] {
    guard let fault else { return [] }
    let what =
      fault.budget != nil
      ? "Made up, to see the retry budget of \(fault.service.name) at work."
      : fault.retries > 0
        ? "Made up, to see what the retries of \(fault.service.name) save and cost."
        : "Made up: without retries, clients see every error of a service."
    return [
      "  faults:",
      "    " + YAMLText.comment("\(what) Times count from the start of the warm-up."),
      "    - name: \(YAMLText.flow(fault.name))",
      "      target: {service: \(fault.service.name)}",
      "      at: \(InitialFault.start)s",
      "      for: \(InitialFault.length)s",
    ] + Self.lines(of: fault.effect, indent: "      ")
  }

  private var checkSection: [String] {
    guard !checks.lines.isEmpty else { return [] }
    return ["  checks:"]
      + checks.lines.flatMap {
        ["    " + YAMLText.comment($0.reason), "    - " + YAMLText.blockEntry($0.check)]
      }
  }

  /// `reset: true, percent: 50%` as one line for each key.
  private static func lines(of effect: String, indent: String) -> [String] {
    FlowList.parts(of: effect).map { indent + $0 }
  }

  /// The word as a shell reads it back.
  private static func shellWord(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        isPlainName(String(Unicode.Scalar(byte)), upTo: 1) || byte == UInt8(ascii: "/")
      }
    guard !isPlain else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
