/// Where requests for a route come in: a port of a Gateway, and for which hosts.
package struct RouteEntrance: Sendable, Hashable {
  /// The Gateway.
  package let gateway: NamespacedName
  /// Its port.
  package let port: Int
  /// The hostnames for which listeners of the port take the route, without repetition; nil is any host.
  package fileprivate(set) var hostnames: [String?]
}

extension GatewayConfiguration {
  /// The entrances of the route at a position, in the order of its parentRefs and their listeners; only listeners that serve count.
  /// O(listeners × hostnames of the route).
  package func entrances(of route: Int) -> [RouteEntrance] {
    var entrances: [RouteEntrance] = []
    var indices: [[Int]: Int] = [:]
    var seen: [Set<String?>] = []
    for case let attachment? in attachments.outcomes[route] {
      guard let position = attachment.gateway else { continue }
      let gateway = gateways[position]
      for place in attachment.places where gateway.listeners[place.listener].isServing {
        let port = gateway.listeners[place.listener].port
        let index = indices[[position, port], default: entrances.count]
        if index == entrances.count {
          indices[[position, port]] = index
          entrances.append(RouteEntrance(gateway: gateway.name, port: port, hostnames: []))
          seen.append([])
        }
        for hostname in place.hostnames where seen[index].insert(hostname).inserted {
          entrances[index].hostnames.append(hostname)
        }
      }
    }
    return entrances
  }
}
