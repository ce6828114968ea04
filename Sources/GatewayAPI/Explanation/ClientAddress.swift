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
  /// What was chosen although nobody said so, and is not the usual.
  let choices: [Decision]

  /// Chooses, where they are nil, the only Gateway, or the only one that has a rule for the request; and the port of the scheme, or
  /// where the Gateway does not have that, the only one of the scheme.
  public init(
    of request: HTTPRequest, gateway: NamespacedName?, port: Int?, in configuration: GatewayConfiguration
  ) throws(Unknown) {
    let gateways = configuration.gateways.indices.filter {
      gateway == nil || configuration.gateways[$0].name == gateway
    }
    func address(of index: Int) -> ClientAddress {
      ClientAddress(
        configuration.gateways[index], port: port, scheme: request.scheme,
        ports: configuration.ports(of: index, scheme: request.scheme), isOnly: gateways.count == 1)
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
    }
    // Merged Gateways have one address.
    guard let only = taking.first,
      taking.dropFirst().allSatisfy({ configuration.sharesAddress($0.gateway, only.gateway) })
    else { throw Unknown(message: "the manifests hold several Gateways: name one of \(known)") }
    self = only
  }

  private init(_ gateway: Gateway, port: Int?, scheme: String, ports own: [Int], isOnly: Bool) {
    self.gateway = gateway.name
    var choices: [Decision] = []
    if !isOnly {
      choices.append(
        Decision(
          "gateway", "of several Gateways \(gateway.name) alone has a rule for the request",
          at: gateway.location))
    }
    let usual = scheme == "https" ? 443 : 80
    if port == nil, own.count == 1, own[0] != usual {
      self.port = own[0]
      choices.append(
        Decision(
          "port", "no port is given, and \(own[0]) is the only one for \(scheme) at \(gateway.title)",
          at: gateway.location))
    } else {
      self.port = port ?? usual
    }
    self.choices = choices
  }
}

extension GatewayConfiguration {
  /// The way of `request` when it arrives at `address`, with what was chosen about that.
  ///
  /// - Parameter nearMisses: Whether rules are looked for that one condition keeps from taking it; O(matches at the listener).
  public func explain(_ request: HTTPRequest, at address: ClientAddress, nearMisses: Bool = false)
    -> Explanation
  {
    var explanation = explain(
      request, gateway: address.gateway, port: address.port, nearMisses: nearMisses)
    explanation.because = address.choices + explanation.because
    return explanation
  }
}
