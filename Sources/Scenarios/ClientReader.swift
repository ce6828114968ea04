import Documents
import GatewayAPI

/// Reads `client` of a traffic source.
enum ClientReader {
  /// The browsers that send the source's requests, and how other clients behave; nil for what they are not, and for what cannot be used.
  static func read(_ source: Reader) -> (browsers: BrowserClients?, behaviour: ClientBehaviour?) {
    guard let client = source.mapping("client") else { return (nil, nil) }
    defer { client.finish() }
    if client.choice("kind", ["open", "browser"]) == "browser" { return (browsers(client), nil) }
    return (nil, behaviour(client))
  }

  // MARK: Clients that try again

  private static func behaviour(_ client: Reader) -> ClientBehaviour? {
    var behaviour = ClientBehaviour()
    behaviour.timeout = client.time("timeout", allowingZero: false)
    behaviour.retries = client.mapping("retries").flatMap(retries)
    if let throttling = client.mapping("throttling") {
      behaviour.throttle = throttling.number("factor", in: 1...1000) ?? 2
      throttling.finish()
    }
    behaviour.instances = client.count("instances", from: 1, upTo: Bounds.clientInstances) ?? 1
    let isPlain =
      behaviour.timeout == nil && behaviour.retries == nil && behaviour.throttle == nil
    return isPlain ? nil : behaviour
  }

  private static func retries(_ fields: Reader) -> ClientBehaviour.Retries? {
    let attempts = fields.required("attempts") == nil ? nil : fields.count("attempts", from: 1, upTo: 10_000)
    var retries = ClientBehaviour.Retries(attempts: attempts ?? 1)
    if fields.has("on") { readConditions(&retries, fields) }
    retries.backoff = backoff(fields) ?? .none
    fields.finish()
    return attempts == nil ? nil : retries
  }

  /// `timeout`, `5xx`, or a status.
  private static func readConditions(_ retries: inout ClientBehaviour.Retries, _ fields: Reader) {
    retries.statuses = []
    retries.onTimeout = false
    for (value, path) in fields.list("on") ?? [] {
      let text = value.text ?? ""
      if text == "timeout" {
        retries.onTimeout = true
      } else if text == "5xx" {
        retries.statuses += 500...599
      } else if let status = Int(text), (400...599).contains(status) {
        retries.statuses.append(status)
      } else {
        fields.report(
          .invalid, "expected timeout, 5xx or a status from 400 to 599, found \(value.described)",
          at: value.location, path: path)
      }
    }
  }

  /// A time, or `{full: {base: 100ms, cap: 10s}}` with one of the jitters.
  private static func backoff(_ fields: Reader) -> ClientBehaviour.Backoff? {
    guard let value = fields.field("backoff") else { return nil }
    guard case .mapping = value.content else {
      return fields.time("backoff", allowingZero: true).map { $0 == 0 ? .none : .fixed($0) }
    }
    let reader = fields.reader(of: value, at: fields.path.field("backoff"))
    let found = ClientBehaviour.Jitter.allCases.filter { reader.has($0.rawValue) }
    defer { reader.finish() }
    guard let jitter = found.first, found.count == 1, let bounds = reader.mapping(jitter.rawValue) else {
      reader.report(
        .invalid,
        "expected one of \(ClientBehaviour.Jitter.allCases.map(\.rawValue).joined(separator: ", "))",
        at: value.location, path: reader.path, suggestion: "write {full: {base: 100ms, cap: 10s}}")
      return nil
    }
    let base = bounds.required("base") == nil ? nil : bounds.time("base", allowingZero: false)
    let cap = bounds.required("cap") == nil ? nil : bounds.time("cap", allowingZero: false)
    bounds.finish()
    guard let base, let cap else { return nil }
    guard base <= cap else {
      bounds.report(.invalid, "the cap is below the base", about: "cap")
      return nil
    }
    return .growing(jitter, base: base, cap: cap)
  }

  // MARK: Browsers

  private static func browsers(_ client: Reader) -> BrowserClients? {
    let origin = origin(client)
    let users = client.required("users") == nil ? nil : client.count("users", from: 1, upTo: Bounds.users)
    let withCredentials = client.boolean("credentials") ?? false
    let longestMaxAge = client.time("longestMaxAge", allowingZero: true)
    let roundTrip = client.time("roundTrip", allowingZero: true) ?? 0
    guard let origin, let users else { return nil }
    var browsers = BrowserClients(origin: origin, users: users)
    browsers.withCredentials = withCredentials
    browsers.longestMaxAge = longestMaxAge ?? browsers.longestMaxAge
    browsers.roundTrip = roundTrip
    return browsers
  }

  private static func origin(_ client: Reader) -> CORSOrigin? {
    guard let text = client.requiredString("origin") else { return nil }
    let pages = ["http://", "https://"]
    if let origin = CORSOrigin(text), pages.contains(where: origin.description.hasPrefix) { return origin }
    client.report(
      .invalid, "expected the origin of a page, found \"\(text.prefix(80))\"", about: "origin",
      suggestion: "write scheme and host, and a port where it has one, such as https://shop.example")
    return nil
  }
}
