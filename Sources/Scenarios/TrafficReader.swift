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
    var kept = 0
    for (value, path) in items {
      let reader = spec.reader(of: value, at: path)
      let source = source(reader, kept: &kept)
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

  /// - Parameter kept: How much browsers keep of the answers to preflights, to which this source's are added.
  private func source(_ reader: Reader, kept: inout Int) -> TrafficSource? {
    let name = reader.requiredString("name")
    if name?.isEmpty == true {
      reader.report(.invalid, "expected a name, found an empty text", about: "name")
    }
    let gateway = gateway(reader)
    let port = port(of: gateway, reader)
    let deadline = reader.time("deadline", allowingZero: false)
    let client = ClientReader.read(reader)
    let browsers = client.browsers
    let arrivals = ArrivalReader(context: context).read(reader)
    let mix = mix(reader, arrivals: arrivals, isBrowser: browsers != nil)
    reader.finish()
    guard let name, let gateway, let port, let arrivals, let mix else { return nil }
    var source = TrafficSource(
      name: name, gateway: gateway.name, port: port, scheme: gateway.scheme(at: port) ?? "http",
      deadline: deadline, browsers: browsers, arrivals: arrivals, mix: RequestMix(mix.map(\.entry)))
    source.client = client.behaviour
    let check = TrafficCheck(source, mix, context: context, reader: reader)
    check.checkBrowserMemory(kept: &kept)
    check.check()
    return source
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

  /// The mix, empty for a trace; nil where it cannot be used.
  private func mix(_ reader: Reader, arrivals: ArrivalProcess?, isBrowser: Bool) -> [TrafficCheck
    .PlacedEntry]?
  {
    let isTrace = reader.field("arrivals")?["trace"]?.isNull == false
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
      MixReader.entry(reader.reader(of: value, at: path), isBrowser: isBrowser).map {
        ($0, value.location, path)
      }
    }
    guard !entries.contains(where: { $0 == nil }) else { return nil }
    let mix: [TrafficCheck.PlacedEntry] = entries.compactMap { $0 }
    guard mix.contains(where: { $0.entry.weight > 0 }) else {
      reader.report(
        .weightsZero, "every weight of the mix is 0", about: "requests",
        suggestion: "give one a weight above 0")
      return nil
    }
    return mix
  }
}
