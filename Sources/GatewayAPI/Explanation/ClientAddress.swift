/// Where a client connects to, when it does not say so in full.
public struct ClientAddress: Sendable {
  /// Why no address can be chosen, in words.
  public struct Unknown: Error {
    /// What is missing and what there is.
    public let message: String
  }

  /// The Gateway.
  public let gateway: NamespacedName
  /// The port.
  public let port: Int

  /// Chooses the only Gateway, or the only one that has a rule for the request; and the port that the request's host names, else
  /// the scheme's own, else the only one of the scheme.
  public init(
    of request: HTTPRequest, gateway: NamespacedName?, port: Int?, in configuration: GatewayConfiguration
  ) throws(Unknown) {
    let gateways = configuration.gateways.indices.filter {
      gateway == nil || configuration.gateways[$0].name == gateway
    }
    func address(of gateway: Int) -> ClientAddress {
      ClientAddress(
        gateway: configuration.gateways[gateway].name,
        port: port ?? Self.port(of: request, among: configuration.ports(of: gateway, scheme: request.scheme)))
    }
    if gateways.count == 1 {
      self = address(of: gateways[0])
      return
    }
    var known: String { configuration.gateways.map(\.name.description).joined(separator: ", ") }
    guard !gateways.isEmpty else {
      throw Unknown(
        message: gateway.map { "there is no Gateway \($0)" + (known.isEmpty ? "" : "; there are: \(known)") }
          ?? "the manifests hold no Gateway")
    }
    let taking = gateways.lazy.map(address).filter { address in
      if case .matched = configuration.answer(request, gateway: address.gateway, port: address.port) {
        true
      } else {
        false
      }
    }.prefix(2)
    guard let only = taking.first, taking.count == 1 else {
      throw Unknown(message: "the manifests hold several Gateways: name one of \(known)")
    }
    self = only
  }

  private init(gateway: NamespacedName, port: Int) {
    self.gateway = gateway
    self.port = port
  }

  private static func port(of request: HTTPRequest, among own: [Int]) -> Int {
    let named = request.host.split(separator: ":").last.flatMap { Int($0) }
    let usual = request.scheme == "https" ? 443 : 80
    if let named, request.host.contains(":"), own.contains(named) { return named }
    return own.contains(usual) || own.count != 1 ? usual : own[0]
  }
}
