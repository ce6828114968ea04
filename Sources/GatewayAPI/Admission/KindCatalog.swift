import Documents

/// Which kinds exist in a release and channel, and how each is treated.
package struct KindCatalog {
  /// What is done with a kind.
  package enum Treatment {
    /// It is admitted by this definition and simulated.
    case modelled(Schema)
    /// It exists; the whole object is listed as not modelled.
    case unmodelled
    /// The release or channel does not contain it.
    case notInstalled(reason: String)
    /// The Gateway API has no such kind.
    case unknown(hint: String?)
  }

  private let settings: AdmissionSettings
  private let schemas: [String: Schema]

  package init(_ settings: AdmissionSettings) {
    self.settings = settings
    schemas = [
      "GatewayClass": .gatewayClass,
      "Gateway": .gateway(settings),
      "ListenerSet": .listenerSet(settings),
      "XListenerSet": .listenerSet(settings),
      "HTTPRoute": .httpRoute(settings),
      "GRPCRoute": .grpcRoute(settings),
      "ReferenceGrant": .referenceGrant(settings),
      "XBackendTrafficPolicy": .backendTrafficPolicy(settings),
    ]
  }

  package func treatment(of kind: ObjectKind) -> Treatment {
    switch kind.group {
    case ObjectKind.standardGroup: standard(kind, version: kind.version)
    case ObjectKind.experimentalGroup: experimental(kind)
    case "": Self.core[kind.kind].map(Treatment.modelled) ?? misplaced(kind)
    case "discovery.k8s.io" where kind.kind == "EndpointSlice": .modelled(.endpointSlice)
    default: kind.isInKubernetesGroup ? misplaced(kind) : .unmodelled
    }
  }

  /// A kind of the Gateway API in another group of Kubernetes is a slip, since no such group has it. Groups of others have kinds
  /// of the same name, as Istio has a Gateway.
  private func misplaced(_ kind: ObjectKind) -> Treatment {
    switch kind.kind {
    case "GatewayClass", "Gateway", "HTTPRoute", "GRPCRoute", "ReferenceGrant", "XBackendTrafficPolicy",
      "BackendTrafficPolicy", "XListenerSet":
      standard(kind, version: "")
    case "ListenerSet": .unknown(hint: listenerSetHint)
    case "TLSRoute", "TCPRoute", "UDPRoute":
      .unknown(hint: "its group is \(ObjectKind.standardGroup)")
    default: .unmodelled
    }
  }

  private static let core: [String: Schema] = [
    "Service": .service, "Namespace": .coreNamespace, "Secret": .secret, "ConfigMap": .configMap,
  ]

  private func standard(_ kind: ObjectKind, version: String) -> Treatment {
    switch (kind.kind, version) {
    case ("GatewayClass", "v1"), ("GatewayClass", "v1beta1"), ("Gateway", "v1"), ("Gateway", "v1beta1"),
      ("HTTPRoute", "v1"), ("HTTPRoute", "v1beta1"), ("GRPCRoute", "v1"), ("ReferenceGrant", "v1beta1"):
      return modelled(kind)
    case ("ReferenceGrant", "v1"):
      return settings.release >= .v15
        ? modelled(kind) : .notInstalled(reason: "ReferenceGrant is v1beta1 before v1.5")
    case ("ListenerSet", "v1"):
      return settings.release >= .v15
        ? modelled(kind)
        : .notInstalled(
          reason: "before v1.5 it is XListenerSet in gateway.networking.x-k8s.io/v1alpha1, experimental")
    case ("TLSRoute", _), ("TCPRoute", _), ("UDPRoute", _), ("BackendTLSPolicy", _): return .unmodelled
    case ("XListenerSet", _): return .unknown(hint: listenerSetHint)
    case ("XBackendTrafficPolicy", _): return .unknown(hint: "its apiVersion is \(Self.experimentalVersion)")
    case ("BackendTrafficPolicy", _):
      return .unknown(hint: "write kind: XBackendTrafficPolicy, apiVersion: \(Self.experimentalVersion)")
    case ("GatewayClass", _), ("Gateway", _), ("HTTPRoute", _), ("GRPCRoute", _):
      return .unknown(hint: "its apiVersion is gateway.networking.k8s.io/v1")
    case ("ReferenceGrant", _): return .unknown(hint: "its apiVersion is gateway.networking.k8s.io/v1beta1")
    default: return .unknown(hint: didYouMean(kind.kind, among: Self.kinds))
    }
  }

  private func experimental(_ kind: ObjectKind) -> Treatment {
    switch kind.kind {
    case "XBackendTrafficPolicy" where kind.version == "v1alpha1":
      settings.isExperimental
        ? modelled(kind) : .notInstalled(reason: "it is in the experimental channel only")
    case "XListenerSet" where kind.version == "v1alpha1":
      settings.isExperimental && settings.release <= .v14
        ? modelled(kind)
        : .notInstalled(
          reason: settings.release <= .v14
            ? "it is in the experimental channel only"
            : "since v1.5 it is ListenerSet in gateway.networking.k8s.io/v1")
    case "XMesh": .unmodelled
    case "XBackendTrafficPolicy", "BackendTrafficPolicy":
      .unknown(hint: "write kind: XBackendTrafficPolicy, apiVersion: \(Self.experimentalVersion)")
    case "ListenerSet", "XListenerSet": .unknown(hint: listenerSetHint)
    case "GatewayClass", "Gateway", "HTTPRoute", "GRPCRoute":
      .unknown(hint: "its apiVersion is gateway.networking.k8s.io/v1")
    default: .unknown(hint: didYouMean(kind.kind, among: Self.kinds))
    }
  }

  private var listenerSetHint: String {
    settings.release >= .v15
      ? "write apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet"
      : "write kind: XListenerSet, apiVersion: \(Self.experimentalVersion)"
  }

  private func modelled(_ kind: ObjectKind) -> Treatment {
    schemas[kind.kind].map(Treatment.modelled) ?? .unmodelled
  }

  private static let kinds = [
    "GatewayClass", "Gateway", "HTTPRoute", "GRPCRoute", "ReferenceGrant", "ListenerSet",
    "XBackendTrafficPolicy", "TLSRoute", "TCPRoute", "UDPRoute", "BackendTLSPolicy",
  ]
  private static let experimentalVersion = "gateway.networking.x-k8s.io/v1alpha1"
}
