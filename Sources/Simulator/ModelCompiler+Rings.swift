import GatewayAPI
import Scenarios

extension ModelCompiler {
  private var ringHash: DataPlane.RingHash? {
    if case .ringHash(let ring) = scenario.dataPlane.loadBalancing { ring } else { nil }
  }

  mutating func addRings() {
    guard let ringHash else { return }
    model.rings = model.services.map {
      HashRing(
        service: $0.name, endpoints: Int32($0.firstEndpoint)..<Int32($0.firstEndpoint + $0.endpoints),
        minimum: ringHash.minimumRingSize)
    }
  }

  /// Adds where on a ring the requests of the next shape are: by the first header of the name.
  mutating func addRingKey(of request: HTTPRequest) {
    guard let ringHash else { return }
    let name = ringHash.header?.lowercased()
    let header = request.headers.first { $0.name.lowercased() == name }
    model.ringKeys.append(header.map { HashRing.hash($0.value) })
  }
}
