import Documents
import GatewayAPI

/// Reads `calls` of services, and checks that they lead somewhere and never in a circle.
struct CallReader {
  let context: ScenarioContext

  /// The most calls of one entry for each request.
  private static let mostCalls = 1000.0
  /// The most calls that one request at the gateway leads to, retries apart.
  private static let mostInAll = 100_000.0

  /// The calls of one service.
  func read(_ service: Reader) -> [ServiceCall] {
    (service.entries("calls", upTo: 100) ?? []).compactMap { value, path in
      let reader = service.reader(of: value, at: path)
      let name = reader.required("service") == nil ? nil : reader.namespacedName("service")
      let port = reader.integer("port", in: 1...65535)
      let per = reader.number("per", in: 0...Self.mostCalls) ?? 1
      let when = reader.choice("when", ServiceCall.When.allCases.map(\.rawValue))
      let method = reader.string("method") ?? "GET"
      let target = reader.string("path") ?? "/"
      if !target.hasPrefix("/") {
        reader.report(
          .invalid, "a path begins with /, found \"\(target.prefix(80))\"", about: "path",
          suggestion: "write /\(target)")
      }
      reader.finish()
      guard let name else { return nil }
      if context.isSound, context.services[name] == nil {
        reader.report(
          .callTarget, "there is no Service \(name) among the manifests", about: "service",
          suggestion: context.nearNames.suggestion(for: name.description, among: context.serviceNames))
        return nil
      }
      var call = ServiceCall(to: name)
      call.port = port
      call.per = per
      call.when = when.flatMap(ServiceCall.When.init) ?? call.when
      call.method = method
      call.path = target
      return call
    }
  }

  /// The Services to which calls of `caller` may be sent.
  func reach(of caller: ServiceModel) -> Set<NamespacedName> {
    Set(
      caller.calls.flatMap {
        context.configuration.meshReach(of: $0.service, from: caller.name.namespace)
      })
  }

  /// Reports services that call each other in a circle, and chains that multiply beyond what is simulated.
  func check(_ models: [ServiceModel], _ spec: Reader) {
    let callers = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var open = callers.mapValues { reach(of: $0).intersection(callers.keys) }
    // How many calls one request at a service leads to, from those that call nobody on.
    var calls: [NamespacedName: Double] = [:]
    while true {
      let done = open.filter { $0.value.allSatisfy { calls[$0] != nil } }.keys.sorted()
      guard !done.isEmpty else { break }
      for name in done {
        let most = (open[name] ?? []).map { calls[$0] ?? 0 }.max() ?? 0
        let own = callers[name]?.calls.reduce(0) { $0 + $1.per.rounded(.up) } ?? 0
        calls[name] = own * (1 + most)
        open[name] = nil
      }
    }
    if let first = open.keys.min() {
      spec.report(
        .callCircle, "the calls of \(circle(from: first, open)) go round in a circle", about: "services",
        suggestion: "take one of these calls out")
    } else if let name = callers.keys.sorted().first(where: { (calls[$0] ?? 0) > Self.mostInAll }) {
      spec.report(
        .tooLarge, "one request at \(name) leads to more than 100,000 calls, which are not simulated",
        about: "services", suggestion: "lower `per` along the chain")
    }
  }

  private func circle(from first: NamespacedName, _ open: [NamespacedName: Set<NamespacedName>]) -> String {
    var way = [first]
    while let next = (open[way[way.count - 1]] ?? []).filter({ open[$0] != nil }).min() {
      guard let start = way.firstIndex(of: next) else {
        way.append(next)
        continue
      }
      return (way[start...] + [next]).map(\.description).joined(separator: " → ")
    }
    return first.description
  }
}
