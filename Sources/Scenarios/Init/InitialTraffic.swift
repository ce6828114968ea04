import GatewayAPI
import Traffic

/// One traffic source for each port of a Gateway at which routes come in, with one request for each match that clients can reach.
struct InitialTraffic {
  /// A request of a mix, and the rule that takes it.
  struct Entry {
    let example: RequestExamples.Example
    let rule: MatchedRule
    /// Whether the rule has more matches than this one.
    let hasOtherMatches: Bool
  }

  /// The requests of one port.
  struct Source {
    let gateway: NamespacedName
    let port: Int
    var name = ""
    var entries: [Entry] = []
    /// The matches for which there is no request, and why.
    var leftOut: [String] = []
  }

  /// In the order of Gateways and ports; some may have no entries.
  private(set) var sources: [Source] = []
  /// Those that have any.
  private(set) var used: [Source] = []
  /// All requests of all sources.
  private(set) var entries: [Entry] = []
  /// How many matches were not looked at, as there are too many.
  private(set) var skipped = 0

  private let configuration: GatewayConfiguration

  /// The most matches that are looked at: what a list of a scenario holds.
  private static let mostMatches = Bounds.entries

  init(_ configuration: GatewayConfiguration) {
    self.configuration = configuration
    var indices: [Door: Int] = [:]
    var looked = 0
    let gateways = Dictionary(
      configuration.gateways.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (position, route) in configuration.routes.enumerated() {
      for entrance in configuration.entrances(of: position) {
        let scheme = gateways[entrance.gateway]?.scheme(at: entrance.port) ?? "http"
        let key = Door(gateway: entrance.gateway, port: entrance.port)
        let index = indices[key, default: sources.count]
        if index == sources.count {
          indices[key] = index
          sources.append(Source(gateway: entrance.gateway, port: entrance.port))
        }
        for (rule, content) in route.rules.enumerated() {
          for match in content.matches.indices {
            looked += 1
            guard looked <= Self.mostMatches else {
              skipped += 1
              continue
            }
            add(match, rule, of: route, at: entrance, scheme: scheme, to: index)
          }
        }
      }
    }
    sources.sort { ($0.gateway, $0.port) < ($1.gateway, $1.port) }
    name()
    used = sources.filter { !$0.entries.isEmpty }
    entries = used.flatMap(\.entries)
  }

  /// A port of a Gateway.
  private struct Door: Hashable {
    let gateway: NamespacedName
    let port: Int
  }

  private mutating func add(
    _ match: Int, _ rule: Int, of route: Route, at entrance: RouteEntrance, scheme: String, to index: Int
  ) {
    let examples = RequestExamples(of: route.rules[rule].matches[match], hostnames: entrance.hostnames)
    var rivals: [String] = []
    for example in examples.all {
      let answer = configuration.answer(
        example.shape.request(scheme: scheme), gateway: entrance.gateway, port: entrance.port)
      guard case .matched(let found) = answer else { continue }
      if found.route == route.name, found.kind == route.kind.rawValue, found.rule == rule,
        found.match == match
      {
        let hasOthers = route.rules[rule].matches.count > 1
        return take(Entry(example: example, rule: found, hasOtherMatches: hasOthers), at: index)
      }
      rivals.append("rule \(found.rule) of \(found.kind) \(found.route)")
    }
    let why =
      examples.all.isEmpty
      ? "no text was found that its regular expressions take"
      : rivals.first.map { "what was tried for it goes to \($0)" }
        ?? "what was tried for it is answered 404"
    sources[index].leftOut.append("\(Self.title(of: route, rule, match)): \(why)")
  }

  /// Takes a request into the mix unless the gateway answers it with an error.
  private mutating func take(_ entry: Entry, at index: Int) {
    let plan = entry.rule.plan
    let title = "rule \(entry.rule.rule) of \(entry.rule.kind) \(entry.rule.route)"
    if let status = plan.gatewayStatus, status >= 400 {
      sources[index].leftOut.append("\(title): the gateway answers \(status) by itself")
    } else if plan.gatewayStatus == nil, plan.sharesOfServices.isEmpty {
      sources[index].leftOut.append("\(title): it has no backend that can be used, so it is answered 500")
    } else {
      sources[index].entries.append(entry)
    }
  }

  private static func title(of route: Route, _ rule: Int, _ match: Int) -> String {
    let matches = route.rules[rule].matches.count
    return "\(matches > 1 ? "match \(match) of " : "")rule \(rule) of \(route.kind.rawValue) \(route.name)"
  }

  /// Names sources after their Gateway, with the namespace or the port where several would have one name.
  private mutating func name() {
    let used = sources.filter { !$0.entries.isEmpty }
    let namespaces = Dictionary(grouping: used, by: \.gateway.name).mapValues { Set($0.map(\.gateway)).count }
    let ports = Dictionary(grouping: used, by: \.gateway).mapValues(\.count)
    for index in sources.indices {
      let (gateway, port) = (sources[index].gateway, sources[index].port)
      let isShared = namespaces[gateway.name, default: 0] > 1
      sources[index].name =
        (isShared ? "\(gateway)" : gateway.name) + (ports[gateway, default: 0] > 1 ? ":\(port)" : "")
    }
  }
}

extension RequestShape {
  /// What arrives at a gateway for it.
  fileprivate func request(scheme: String) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: scheme, host: host, path: path,
      headers: headers.map { .init(name: $0.name, value: $0.value) })
  }
}

extension RulePlan {
  /// The shares of the Services that get anything, in the order of the rule; what is missing to 1 is answered 500.
  var sharesOfServices: [(service: NamespacedName, share: Double)] {
    let total = backends.reduce(0) { $0 + $1.weight }
    return backends.filter { $0.problem == nil && $0.weight > 0 }
      .map { ($0.service, Double($0.weight) / Double(total)) }
  }

  /// The share of requests of which each mirror that acts sends a copy, of those that reach it and of all of the rule.
  var copies: [(mirror: Mirror, share: Double, ofAll: Double)] {
    func copies(_ mirrors: [Mirror], reached: Double) -> [(mirror: Mirror, share: Double, ofAll: Double)] {
      mirrors.filter { $0.problem == nil && $0.numerator > 0 }.map {
        let share = min(1, Double($0.numerator) / Double($0.denominator))
        return ($0, share, share * reached)
      }
    }
    let total = backends.reduce(0) { $0 + $1.weight }
    return copies(mirrors, reached: 1)
      + backends.filter { $0.problem == nil && $0.weight > 0 }
      .flatMap { copies($0.mirrors, reached: Double($0.weight) / Double(total)) }
  }
}
