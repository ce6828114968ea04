import Documents
import GatewayAPI
import Traffic

/// Reads the Scenario document.
struct ScenarioReader {
  private let top: Reader
  private let metadata: Reader
  private let spec: Reader
  private let folder: String
  private let diagnostics: Diagnostics

  init(_ document: Document, folder: String, diagnostics: Diagnostics) {
    let top = Reader(
      document.root, object: ScenarioDocuments.title(of: document), codes: .scenario, diagnostics: diagnostics
    )
    top.ignore("apiVersion", "kind")
    let absent = Value(.null, at: document.root.location)
    metadata = top.reader(of: top.required("metadata") ?? absent, at: FieldPath("metadata"))
    spec = top.reader(of: top.required("spec") ?? absent, at: FieldPath("spec"))
    self.top = top
    self.folder = folder
    self.diagnostics = diagnostics
  }

  /// Whose rules the manifests are held to.
  func admissionSettings() -> AdmissionSettings {
    var settings = AdmissionSettings()
    guard let reader = spec.mapping("gatewayAPI") else { return settings }
    let releases = AdmissionSettings.Release.allCases.map(\.rawValue)
    if let release = reader.choice("release", releases).flatMap(AdmissionSettings.Release.init) {
      settings.release = release
    }
    let channels = AdmissionSettings.Channel.allCases.map(\.rawValue)
    if let channel = reader.choice("channel", channels).flatMap(AdmissionSettings.Channel.init) {
      settings.channel = channel
    }
    settings.mergeGateways = reader.boolean("mergeGateways") ?? false
    reader.finish()
    return settings
  }

  /// Reads everything against what the manifests define.
  /// - Parameter isSound: Whether the manifests are without errors; what is missing may otherwise be a consequence.
  func read(_ configuration: GatewayConfiguration, isSound: Bool) -> Scenario? {
    let name = readName()
    let duration = spec.required("duration") == nil ? nil : spec.time("duration", allowingZero: false)
    var scenario = Scenario(name: name ?? "", duration: duration ?? 0, configuration: configuration)
    scenario.description = spec.string("description") ?? ""
    checkManifests()
    if let seed = spec.integer("seed", in: 0...Int.max) { scenario.seed = UInt64(seed) }
    readWarmUp(&scenario)
    readReplications(&scenario)
    if let reader = spec.mapping("dataPlane") {
      scenario.dataPlane = DataPlaneReader(folder: folder).read(reader)
    }

    let context = ScenarioContext(
      configuration: configuration, isSound: isSound, folder: folder,
      end: scenario.warmUp + scenario.duration)
    scenario.services = ServiceReader(context: context).read(spec)
    checkProxies(scenario)
    LoadBalancingReader().check(scenario, spec)
    scenario.traffic = TrafficReader(context: context).read(spec)
    scenario.faults = FaultReader(context: context, scenario: scenario).read(spec)
    scenario.checks = CheckReader(context: context, scenario: scenario).read(spec)
    spec.finish()
    top.finish()
    return name == nil || duration == nil ? nil : scenario
  }

  /// The name also names files, so it is held to the letters of a Kubernetes name.
  private func readName() -> String? {
    guard top.has("metadata"), let name = metadata.requiredString("name") else { return nil }
    metadata.ignore("annotations", "labels", "namespace")
    metadata.finish()
    guard isPlainName(name, upTo: 200), !name.hasPrefix(".") else {
      metadata.report(
        .invalid, "expected a name of letters, digits, - . and _, found \"\(name.prefix(80))\"",
        about: "name",
        suggestion: "it also names the database, such as retry-storm")
      return nil
    }
    return name
  }

  /// Every endpoint of a service that calls has a proxy, which keeps something of every endpoint.
  private func checkProxies(_ scenario: Scenario) {
    let calling = scenario.services.filter { !$0.calls.isEmpty }
    let proxies = calling.reduce(0) { $0 + $1.mostEndpoints }
    let endpoints = scenario.services.reduce(0) { $0 + $1.mostEndpoints }
    guard proxies > Bounds.proxies || proxies * endpoints > Bounds.proxiedEndpoints else { return }
    spec.report(
      .tooLarge,
      "\(proxies) endpoints of services that call, each with a proxy to \(endpoints) endpoints, are not simulated",
      about: "services", suggestion: "give the services fewer endpoints")
  }

  /// They were loaded before; here only their form is checked.
  private func checkManifests() {
    for (value, path) in spec.entries("manifests") ?? [] { _ = spec.string(value, at: path) }
  }

  private func readWarmUp(_ scenario: inout Scenario) {
    guard let value = spec.field("warmUp") else { return }
    if value.text == "auto" {
      scenario.warmUpIsAutomatic = true
      return
    }
    scenario.warmUp = spec.time("warmUp", allowingZero: true) ?? 0
  }

  private func readReplications(_ scenario: inout Scenario) {
    guard let value = spec.field("replications") else { return }
    guard case .mapping = value.content else {
      if let count = spec.count("replications", from: 1, upTo: Bounds.replications) {
        scenario.replications = .init(minimum: count, maximum: count)
      }
      return
    }
    let reader = spec.reader(of: value, at: spec.path.field("replications"))
    let most = reader.required("max") == nil ? nil : reader.count("max", from: 2, upTo: Bounds.replications)
    let least = reader.count("min", from: 1, upTo: Bounds.replications)
    let until = reader.required("until") == nil ? nil : reader.share("until")
    reader.finish()
    if until == 0 {
      reader.report(
        .invalid, "expected a share above 0, for no interval is without width, found 0", about: "until",
        suggestion: "write the half-width that is narrow enough, such as 2%")
    }
    guard let most else { return }
    if let least, most < least {
      return reader.report(.invalid, "max is below min: \(most) < \(least)", about: "max")
    }
    scenario.replications = .init(minimum: least ?? min(5, most), maximum: most, until: until)
  }
}
