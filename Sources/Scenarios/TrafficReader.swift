import Documents
import GatewayAPI
import Traffic

/// Reads `spec.traffic`.
struct TrafficReader {
  let context: ScenarioContext

  /// The traffic sources of the scenario, at least one.
  func read(_ spec: Reader) -> [TrafficSource] {
    let items = spec.entries("traffic") ?? []
    if items.isEmpty, spec.field("traffic") == nil || spec.list("traffic") != nil {
      spec.report(
        .noTraffic, "the scenario has no traffic", about: "traffic",
        suggestion: "add under spec.traffic: - {name: users, arrivals: {poisson: {rate: 100/s}}, "
          + "requests: [{host: shop.example, path: /}]}")
    }
    var sources: [TrafficSource] = []
    var named: [String: SourceLocation] = [:]
    for (value, path) in items {
      let reader = spec.reader(of: value, at: path)
      let source = source(reader)
      if let name = reader.field("name")?.text {
        if let first = named[name] {
          reader.report(
            .duplicateName, "there is a traffic source \"\(name)\" already, on line \(first.line)",
            about: "name",
            suggestion: "give it another name")
        }
        named[name] = named[name] ?? value.location
      }
      if let source { sources.append(source) }
    }
    return sources
  }

  private func source(_ reader: Reader) -> TrafficSource? {
    let name = reader.requiredString("name")
    if name?.isEmpty == true {
      reader.report(.invalid, "expected a name, found an empty text", about: "name")
    }
    let gateway = gateway(reader)
    let port = port(of: gateway, reader)
    let deadline = reader.time("deadline", allowingZero: false)
    readClient(reader)
    let arrivals = ArrivalReader(context: context).read(reader)
    let mix = mix(reader, arrivals: arrivals)
    reader.finish()
    guard let name, let gateway, let port, let arrivals, let mix else { return nil }
    let address = Address(gateway: gateway, port: port, scheme: gateway.scheme(at: port) ?? "http")
    checkRoutes(of: arrivals, mix, from: address, reader)
    return TrafficSource(
      name: name, gateway: gateway.name, port: port, deadline: deadline, arrivals: arrivals,
      mix: RequestMix(mix.map(\.entry)))
  }

  private func readClient(_ reader: Reader) {
    guard let client = reader.mapping("client") else { return }
    if client.choice("kind", ["open", "browser"]) == "browser" {
      client.report(
        .unsupported, "browser clients are not supported yet", about: "kind", suggestion: "use open")
    }
    client.refuse("timeout", "retries")
    client.finish()
  }

  // MARK: Where to

  private func gateway(_ reader: Reader) -> Gateway? {
    let gateways = context.configuration.gateways
    let names = gateways.map(\.name.description).joined(separator: ", ")
    if reader.field("gateway") != nil {
      guard let name = reader.namespacedName("gateway") else { return nil }
      if let gateway = gateways.first(where: { $0.name == name }) { return gateway }
      if context.isSound {
        reader.report(
          .unknownGateway, "there is no Gateway \(name) among the manifests", about: "gateway",
          suggestion: context.nearNames.suggestion(
            for: name.description, among: gateways.map(\.name.description)) ?? "add it to spec.manifests")
      }
      return nil
    }
    if gateways.count == 1 { return gateways.first }
    if gateways.count > 1 {
      reader.report(
        .whichGateway, "the manifests hold \(gateways.count) Gateways and the source names none",
        about: "gateway",
        suggestion: "add `gateway:` with one of \(names)")
    } else if context.isSound {
      reader.report(
        .whichGateway, "the manifests hold no Gateway", about: "gateway",
        suggestion: "name its file under spec.manifests, or put it below the scenario as a further document")
    }
    return nil
  }

  private func port(of gateway: Gateway?, _ reader: Reader) -> Int? {
    let port = reader.integer("port", in: 1...65535)
    guard let gateway else { return nil }
    let ports = gateway.ports.map(String.init).joined(separator: ", ")
    if let port {
      if gateway.ports.contains(port) { return port }
      reader.report(
        .gatewayPort, "Gateway \(gateway.name) answers no HTTP on port \(port)", about: "port",
        suggestion: ports.isEmpty ? "add an HTTP listener to it" : "it has \(ports)")
      return nil
    }
    guard !reader.has("port") else { return nil }
    if gateway.ports.count == 1 { return gateway.ports.first }
    reader.report(
      .gatewayPort,
      gateway.ports.isEmpty
        ? "Gateway \(gateway.name) answers HTTP on no port"
        : "Gateway \(gateway.name) has several ports and the source names none",
      about: "port",
      suggestion: ports.isEmpty ? "add an HTTP listener to it" : "add `port:` with one of \(ports)")
    return nil
  }

  // MARK: What

  /// An entry of the mix and where it stands.
  private typealias PlacedEntry = (entry: RequestMix.Entry, location: SourceLocation, path: FieldPath)

  /// The mix, empty for a trace; nil where it cannot be used.
  private func mix(_ reader: Reader, arrivals: ArrivalProcess?) -> [PlacedEntry]? {
    let isTrace = reader.field("arrivals")?["trace"] != nil
    if isTrace {
      guard reader.has("requests") else { return [] }
      reader.report(
        .mixAndTrace, "a source with a trace takes its requests from there",
        at: reader.location(of: "requests"),
        path: reader.path.field("requests"), suggestion: "remove `requests:`")
      return nil
    }
    guard reader.required("requests") != nil, let items = reader.entries("requests") else { return nil }
    guard !items.isEmpty else {
      reader.report(
        .invalid, "the mix is empty", about: "requests", suggestion: "write [{host: shop.example, path: /}]")
      return nil
    }
    let entries = items.map { value, path in
      MixReader.entry(reader.reader(of: value, at: path)).map { ($0, value.location, path) }
    }
    guard !entries.contains(where: { $0 == nil }) else { return nil }
    let mix: [PlacedEntry] = entries.compactMap { $0 }
    guard mix.contains(where: { $0.entry.weight > 0 }) else {
      reader.report(
        .weightsZero, "every weight of the mix is 0", about: "requests",
        suggestion: "give one a weight above 0")
      return nil
    }
    return mix
  }

  // MARK: Whether a rule takes it

  private struct Address {
    let gateway: Gateway
    let port: Int
    let scheme: String
  }

  /// Warnings of requests that no rule takes, of one source.
  private static let mostWarnings = 20

  private func checkRoutes(
    of arrivals: ArrivalProcess, _ mix: [PlacedEntry], from address: Address, _ reader: Reader
  ) {
    guard context.isSound else { return }
    refuseTrafficToNowhere(arrivals, mix, from: address, reader)
    let missed = mix.lazy.filter { $0.entry.weight > 0 && !isRouted($0.entry.shape, from: address) }
    for (entry, location, path) in missed.prefix(Self.mostWarnings) {
      warn(of: entry.shape, at: address, location, path, reader)
    }
    guard case .trace(let trace) = arrivals else { return }
    for shape in trace.shapes.lazy.filter({ !isRouted($0, from: address) }).prefix(Self.mostWarnings) {
      warn(of: shape, at: address, reader.location(of: "arrivals"), reader.path.field("arrivals"), reader)
    }
  }

  /// A source of which nothing reaches a service simulates a mistake: a manifest that was forgotten, or a wrong host.
  private func refuseTrafficToNowhere(
    _ arrivals: ArrivalProcess, _ mix: [PlacedEntry], from address: Address, _ reader: Reader
  ) {
    var shapes = mix.filter { $0.entry.weight > 0 }.map(\.entry.shape)
    if case .trace(let trace) = arrivals { shapes = trace.shapes }
    let isAnswered = shapes.contains { shape in
      guard case .matched(let rule) = answer(to: shape, from: address) else { return false }
      return rule.plan.gatewayStatus != nil
        || rule.plan.backends.contains { $0.weight > 0 && $0.problem == nil }
    }
    guard !isAnswered, !shapes.isEmpty else { return }
    let isTrace = reader.field("arrivals")?["trace"] != nil
    reader.report(
      .reachesNothing, "no request of this source reaches a service: all are answered 404 or 500",
      about: isTrace ? "arrivals" : "requests",
      suggestion: "mend what the warnings about routes, hostnames and Services say")
  }

  private func isRouted(_ shape: RequestShape, from address: Address) -> Bool {
    if case .matched = answer(to: shape, from: address) { return true }
    return false
  }

  private func answer(to shape: RequestShape, from address: Address) -> RouteAnswer {
    let request = HTTPRequest(
      method: shape.method, scheme: address.scheme, host: shape.host, path: shape.path,
      headers: shape.headers.map { .init(name: $0.name, value: $0.value) })
    return context.configuration.answer(request, gateway: address.gateway.name, port: address.port)
  }

  private func warn(
    of shape: RequestShape, at address: Address, _ location: SourceLocation, _ path: FieldPath,
    _ reader: Reader
  ) {
    let hosts = context.hostnames
    let isKnownHost = hosts.isEmpty || hosts.contains(shape.host)
    reader.report(
      .notRouted,
      "no rule takes \(shape.method) \(address.scheme)://\(shape.host)\(shape.path) on port \(address.port) of "
        + "Gateway \(address.gateway.name), so that it is answered 404",
      severity: .warning, at: location, path: path,
      suggestion: isKnownHost
        ? "compare it with the hostnames, matches and parentRefs of the routes"
        : context.nearNames.suggestion(for: shape.host, among: hosts))
  }
}
