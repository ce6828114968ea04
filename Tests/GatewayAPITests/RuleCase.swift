import GatewayAPI
import Testing

/// A rule of a definition: a manifest that keeps it, one that breaks it, what an API server says of that one, and where.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let message: String
  let path: String
  let kept: String
  let broken: String
  /// What the message calls the value that the rule belongs to.
  var type = "object"
  var code: GatewayCode?
  /// Which releases and channels have the rule.
  var isThere: @Sendable (AdmissionSettings) -> Bool = { _ in true }

  var testDescription: String { "\(path): \(message)" }

  static let settings = AdmissionSettings.Release.allCases.flatMap { release in
    AdmissionSettings.Channel.allCases.map { AdmissionSettings(release: release, channel: $0) }
  }

  /// Expects the rule of those releases and channels that have it, and of no other one that `isInstalled`.
  func check(onlyWhere isInstalled: (AdmissionSettings) -> Bool = { _ in true }) {
    for settings in Self.settings where isInstalled(settings) {
      let sentence = "Invalid value: \"\(type)\": \(message)"
      let found = World(broken, bare: true, settings: settings).errors.filter { $0.message == sentence }
      let place = Comment(rawValue: "\(settings.release.rawValue) \(settings.channel.rawValue)")
      guard isThere(settings) else {
        #expect(found == [], place)
        continue
      }
      #expect(found.map(\.path) == [path], place)
      #expect(found.allSatisfy { $0.location?.file == "input.yaml" }, place)
      if let code { #expect(found.map(\.code) == [code.rawValue], place) }
      #expect(World(kept, bare: true, settings: settings).errors == [], place)
    }
  }
}

extension AdmissionSettings {
  /// Whether the experimental channel is `since` or later, or the standard one `standard`; nil is never.
  static func from(_ since: Release, standard: Release? = nil) -> @Sendable (AdmissionSettings) -> Bool {
    { settings in
      let first = settings.channel == .experimental ? since : standard
      return first.map { settings.release >= $0 } ?? false
    }
  }
}

/// A Gateway with these listeners.
func gateway(_ listeners: String, extra: String = "") -> String {
  """
  apiVersion: gateway.networking.k8s.io/v1
  kind: Gateway
  metadata: {name: gw}
  spec:
    gatewayClassName: example
    listeners: [\(listeners)]
    \(extra)
  """
}

/// A set of these listeners for the Gateway `edge`, of the kind that the settings have.
func listenerSet(_ kind: String, _ listeners: String) -> String {
  """
  apiVersion: gateway.networking.\(kind == "ListenerSet" ? "k8s.io/v1" : "x-k8s.io/v1alpha1")
  kind: \(kind)
  metadata: {name: set}
  spec:
    parentRef: {name: edge}
    listeners: [\(listeners)]
  """
}

/// A GRPCRoute with one rule.
func grpcRoute(_ rule: String) -> String {
  """
  apiVersion: gateway.networking.k8s.io/v1
  kind: GRPCRoute
  metadata: {name: g}
  spec:
    parentRefs: [{name: edge}]
    rules: [\(rule)]
  """
}

/// A policy for the Service `v1`.
func trafficPolicy(_ extra: String) -> String {
  """
  apiVersion: gateway.networking.x-k8s.io/v1alpha1
  kind: XBackendTrafficPolicy
  metadata: {name: p}
  spec:
    targetRefs: [{group: "", kind: Service, name: v1}]
    \(extra)
  """
}
