import Documents
import GatewayAPI

/// What readers of the parts of a scenario need to know of the rest.
struct ScenarioContext {
  let configuration: GatewayConfiguration
  /// Whether the manifests are without errors; what is missing may otherwise be a consequence.
  let isSound: Bool
  /// The folder of the scenario file.
  let folder: String
  /// When arrivals stop, in nanoseconds from time zero.
  let end: Int64
  /// The Services of the manifests, by name.
  let services: [NamespacedName: Service]
  /// Their names, in order.
  let serviceNames: [String]
  /// The Services that attached routes reach.
  let reached: Set<NamespacedName>
  /// The hostnames of all routes, in order.
  let hostnames: [String]
  /// Looks for the name that was meant.
  let nearNames = NearNames()

  init(configuration: GatewayConfiguration, isSound: Bool, folder: String, end: Int64) {
    self.configuration = configuration
    self.isSound = isSound
    self.folder = folder
    self.end = end
    services = Dictionary(
      configuration.services.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    serviceNames = configuration.services.map(\.name.description)
    reached = Set(configuration.referencedServices.map(\.service))
    hostnames = Set(configuration.routes.flatMap(\.hostnames)).sorted()
  }
}

/// Looks for the name that was meant, within what a scenario full of mistakes may cost.
final class NearNames {
  private var comparisons = 20_000

  /// `did you mean "x"?`, nil where no name is near; of equally near ones the first in alphabetical order.
  func meant(by word: String, amongUnordered names: some Collection<String>) -> String? {
    // Sorted only where they are looked at: names are as many as documents, and so may words be.
    names.count <= comparisons ? meant(by: word, among: names.sorted()) : nil
  }

  /// `did you mean "x"?`, nil where no name is near; of equally near ones the first.
  func meant(by word: String, among names: [String]) -> String? {
    guard names.count <= comparisons else { return nil }
    comparisons -= names.count
    return didYouMean(word, among: names)
  }

  /// `did you mean "x"?`, or what there is.
  func suggestion(for word: String, among names: [String]) -> String? {
    if let near = meant(by: word, among: names) { return near }
    return names.isEmpty ? nil : "there is \(names.prefix(5).joined(separator: ", "))"
  }
}
