import Documents
import GatewayAPI

/// Writes a scenario to start from, with comments that say what was found and what is assumed.
struct InitialText {
  let configuration: GatewayConfiguration
  let traffic: InitialTraffic
  let services: InitialServices
  let fault: InitialFault?
  let checks: InitialChecks
  let settings: AdmissionSettings
  let name: String
  let files: InitialScenario.Files

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
    let file = Self.shellWord(files.scenario)
    var lines = [
      "A scenario to start from, written by weir init: what the manifests say, and round numbers for what they do not.",
      "Those are marked \"assumed\"; what comes out is as good as they are. scenarios/FORMAT.md describes every key.",
      "",
      "  weir run \(file)",
      "",
    ]
    if let busiest = services.busiest, let rate = sourceRates.first {
      lines += [
        "How much does it hold?",
        "  weir find \(file) --vary 'spec.traffic[0].arrivals.poisson.rate=\(YAMLText.rate(rate))..\(YAMLText.rate(rate * 4))' \\",
        "    --such-that 'utilization{service=\(busiest.name)} < 80%'",
      ]
    }
    if let budget = fault?.budget {
      let path = "XBackendTrafficPolicy/\(budget.policy):spec.retryConstraint.budget.percent"
      lines += [
        "What would another retry budget do?",
        "  weir compare \(file) '\(path)=\(budget.percent / 2)' '\(path)=\(min(100, budget.percent * 2))'",
      ]
    }
    lines += [
      "What would another data plane do?",
      "  weir compare \(file) envoy:spec.dataPlane.kind=envoy linkerd:spec.dataPlane.kind=linkerd",
    ]
    if let compared = files.compared {
      lines += [
        "Is a change of the manifests safe? With the changed ones beside them:",
        "  weir compare \(file) --manifests \(Self.shellWord(compared)) CHANGED",
      ]
    }
    return lines.map { $0.isEmpty ? "#" : YAMLText.comment($0) }
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
    return "\(fault.name) for \(InitialFault.length) s; what do clients notice?"
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
