import Documents

/// A GatewayClass: which controller takes care of its Gateways.
struct GatewayClass: Sendable {
  let name: String
  let controllerName: String
  let parameters: ObjectReference?
  let location: SourceLocation

  var title: String { "GatewayClass/\(name)" }

  init(_ object: ManifestObject) {
    name = object.name.name
    controllerName = object.spec["controllerName"]?.string ?? ""
    parameters = object.spec["parametersRef"].flatMap { ObjectReference($0, namespace: "") }
    location = object.location
  }
}
