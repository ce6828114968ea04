import Documents
import GatewayAPI

/// A scenario to start from, made of manifests: one request for every match that clients can reach, the Services that routes send to, a fault
/// that shows what the policies do, and checks that hold. What manifests do not tell is assumed, and marked.
public struct InitialScenario: Sendable {
  /// From where the manifests come and where the scenario goes.
  public struct Files: Sendable {
    /// The file of the scenario, as commands in its comments name it.
    public var scenario: String
    /// What `spec.manifests` names, relative to the scenario.
    public var manifests: [String]
    /// The first of them as the command line named it, if they can be held against another version; nil where there are several.
    public var compared: String?
    /// Documents of the standard input, which no scenario can name: they become part of the file.
    public var standardInput: String?

    /// Names files.
    public init(scenario: String, manifests: [String], compared: String?, standardInput: String?) {
      self.scenario = scenario
      self.manifests = manifests
      self.compared = compared
      self.standardInput = standardInput
    }
  }

  /// Why no scenario can be made.
  public struct Problem: Error, Sendable {
    /// What is missing and what to do.
    public let message: String
  }

  /// The file. The same manifests give the same bytes.
  public let text: String
  /// What was taken for granted, a sentence each; the file says it at the place too.
  public let assumed: [String]
  /// For what there is no request, and why.
  public let leftOut: [String]

  /// Makes a scenario.
  ///
  /// - Parameters:
  ///   - configuration: What the manifests mean; they have no errors.
  ///   - documents: The manifests.
  ///   - settings: Whose rules they were held to.
  ///   - fallbackName: Its name where requests come to several Gateways.
  public init(
    _ configuration: GatewayConfiguration, of documents: [Document], settings: AdmissionSettings,
    fallbackName: String, files: Files
  ) throws(Problem) {
    let traffic = InitialTraffic(configuration)
    try Self.check(traffic, configuration)
    let services = InitialServices(
      configuration, traffic: traffic, replicas: DeployedReplicas(documents))
    guard services.entries.count <= Bounds.entries else {
      throw Problem(
        message:
          "routes reach \(services.entries.count) Services, more than \(Bounds.entries), the most of a scenario: "
          + "name the manifests of one Gateway")
    }
    let fault = InitialFault(configuration, traffic, services)
    let writer = InitialText(
      configuration: configuration, traffic: traffic, services: services, rates: services.rates(of: traffic),
      fault: fault,
      checks: InitialChecks(traffic, services, fault), settings: settings,
      name: Self.name(traffic, fallbackName), files: files)
    text = writer.text
    assumed = writer.assumed
    leftOut =
      traffic.sources.flatMap(\.leftOut)
      + (traffic.skipped > 0 ? ["\(traffic.skipped) more matches: a scenario has no room for them"] : [])
  }

  /// Throws where there is nothing to ask for.
  private static func check(
    _ traffic: InitialTraffic, _ configuration: GatewayConfiguration
  ) throws(Problem) {
    guard traffic.entries.isEmpty else { return }
    if configuration.gateways.isEmpty {
      throw Problem(message: "the manifests hold no Gateway: name the file that declares it with one more -f")
    }
    if configuration.routes.isEmpty {
      throw Problem(
        message: "the manifests hold no HTTPRoute and no GRPCRoute: name their files with one more -f")
    }
    let reasons = traffic.sources.flatMap(\.leftOut)
    guard !reasons.isEmpty else {
      throw Problem(
        message:
          "no route is attached to a listener that serves HTTP: weir validate says why, with the same -f")
    }
    let more = reasons.count > 5 ? "\n  and \(reasons.count - 5) more" : ""
    throw Problem(
      message: "no request reaches a Service, so that there is nothing to simulate:\n"
        + reasons.prefix(5).map { "  " + YAMLText.comment($0).dropFirst(2) }.joined(separator: "\n") + more)
  }

  /// That of the only Gateway, else `fallback` without what a name may not have.
  private static func name(_ traffic: InitialTraffic, _ fallback: String) -> String {
    let gateways = Set(traffic.used.map(\.gateway))
    let text = gateways.count == 1 ? gateways.first?.name ?? fallback : fallback
    let letters = text.unicodeScalars.prefix(200).map {
      isPlainName(String($0), upTo: 1) ? Character($0) : "-"
    }
    let name = String(letters.drop { $0 == "." || $0 == "-" })
    return isPlainName(name, upTo: 200) ? name : "scenario"
  }
}
