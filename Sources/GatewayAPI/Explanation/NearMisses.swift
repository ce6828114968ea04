import Documents

extension GatewayConfiguration {
  /// How many near misses are shown.
  private static let mostNearMisses = 5

  /// The matches at a listener, under hostnames that take the request, that one condition alone keeps from taking it.
  func nearMisses(
    of shape: RequestShape, at serving: ServingListener, chosen: RoutingTable.Candidate?
  ) -> [Decision] {
    var found: [Decision] = []
    for (index, route) in routes.enumerated() where isAttached(index, to: serving, for: shape.host) {
      for (ruleIndex, rule) in route.rules.enumerated()
      where unusableRules[index]?.contains(ruleIndex) != true {
        guard index != chosen?.route || ruleIndex != chosen?.rule else { continue }
        for (matchIndex, match) in rule.matches.enumerated() {
          guard let miss = match.onlyMiss(of: shape) else { continue }
          found.append(
            Decision(
              "near miss", "rule \(ruleIndex), match \(matchIndex) of \(route.title) \(miss)",
              at: match.location))
          if found.count == Self.mostNearMisses { return found }
        }
      }
    }
    return found.isEmpty && chosen == nil ? otherHosts(than: shape, at: serving) : found
  }

  /// The routes at a listener that are for other hosts.
  private func otherHosts(than shape: RequestShape, at serving: ServingListener) -> [Decision] {
    let others = routes.indices.lazy.filter { index in
      !self.routes[index].hostnames.isEmpty && !self.isAttached(index, to: serving, for: shape.host)
        && self.attachments.outcomes[index].contains { attachment in
          attachment?.gateway == serving.gateway
            && attachment?.places.contains { $0.listener == serving.listener } == true
        }
    }
    return others.prefix(Self.mostNearMisses).map { index in
      let route = self.routes[index]
      return Decision(
        "near miss",
        "\(route.title) is for \(route.hostnames.joined(separator: ", ")), not for \(shape.shownHost)",
        at: route.location)
    }
  }

  private func isAttached(_ route: Int, to serving: ServingListener, for host: String) -> Bool {
    attachments.outcomes[route].contains { attachment in
      guard let attachment, attachment.gateway == serving.gateway else { return false }
      return attachment.places.contains { place in
        place.listener == serving.listener && place.hostnames.contains { Hostname.takes($0, host) }
      }
    }
  }
}

extension RouteMatch {
  /// The condition that does not hold, in words, where there is just one.
  fileprivate func onlyMiss(of shape: RequestShape) -> String? {
    guard let test = MatchTest(self, report: { _, _ in }) else { return nil }
    var misses = test.misses(of: shape, upTo: 2)
    if !target.isFound(in: shape) { misses.append(.path) }
    guard misses.count == 1 else { return nil }
    switch misses[0] {
    case .path:
      // Nearly every rule of a host misses by its path; those that share its beginning are of interest.
      return target.isNear(shape) ? "needs \(target.summary), not \(shape.path)" : nil
    case .method(let wanted): return "needs method \(wanted), not \(shape.method)"
    case .header(let name, let found):
      let wanted = headers.first { $0.name == name }?.value.text ?? ""
      return "needs header \(name): \(wanted), found \(found.map { "\"\($0)\"" } ?? "none")"
    case .parameter(let name, let found):
      let wanted = query.first { $0.name == name }?.value.text ?? ""
      return "needs query parameter \(name)=\(wanted), found \(found.map { "\"\($0)\"" } ?? "none")"
    }
  }
}

extension RouteMatch.Target {
  /// Whether an exact path, a prefix or a service's name fits; the rest is the test's.
  fileprivate func isFound(in shape: RequestShape) -> Bool {
    switch self {
    case .path(.exact, let path): return path.text == shape.path
    case .path(.prefix, let path):
      let prefix = path.text.hasSuffix("/") ? String(path.text.dropLast()) : path.text
      return shape.path == prefix || shape.path.hasPrefix(prefix + "/")
    case .path(.expression, _): return true
    case .call(let service, _):
      guard let call = shape.call else { return false }
      return service.map { $0.isExpression || $0.text == call.service } ?? true
    }
  }

  /// Whether it differs from the request's path only in case, a trailing slash or what follows.
  fileprivate func isNear(_ shape: RequestShape) -> Bool {
    guard case .path(let kind, let path) = self, kind != .expression else { return true }
    let (own, other) = (path.text.lowercased(), shape.path.lowercased())
    return own.hasPrefix(other) || other.hasPrefix(own)
  }

  fileprivate var summary: String {
    switch self {
    case .path(.exact, let path): "path \(path.text)"
    case .path(.prefix, let path): "path prefix \(path.text)"
    case .path(.expression, let path): "path matching \(path.text)"
    case .call(let service, let method): "call \(service?.text ?? "*")/\(method?.text ?? "*")"
    }
  }
}
