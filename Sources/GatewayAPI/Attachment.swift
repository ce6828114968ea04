import Documents

/// What became of one of a route's parentRefs.
struct Attachment {
  /// How far it came; the raw value is the reason of the route's Accepted condition.
  enum Refusal: String {
    /// The named listener or port does not exist.
    case noMatchingParent = "NoMatchingParent"
    /// No selected listener allows the route's kind or namespace.
    case notAllowed = "NotAllowedByListeners"
    /// No hostname is common to the route and an allowing listener.
    case noMatchingHostname = "NoMatchingListenerHostname"
  }

  /// A listener that takes the route, and the hostnames for which it does; nil is any host.
  struct Place {
    let listener: Int
    let hostnames: [String?]
  }

  let places: [Place]
  /// Why there are none.
  let refusal: Refusal?
}

/// Decides which listeners take which routes.
struct AttachmentRules {
  /// The labels of the declared namespaces.
  let namespaces: [String: [String: String]]

  /// The outcome of `parent` for `route`. Reasons are reported for the stage that was reached by any listener.
  func attach(_ route: HTTPRoute, to gateway: Gateway, by parent: HTTPRoute.ParentReference) -> Attachment {
    let selected = gateway.listeners.indices.filter { index in
      let listener = gateway.listeners[index]
      return (parent.sectionName ?? listener.name) == listener.name
        && (parent.port ?? listener.port) == listener.port
    }
    if selected.isEmpty { return Attachment(places: [], refusal: .noMatchingParent) }
    let allowed = selected.filter {
      let listener = gateway.listeners[$0]
      return listener.allows(kind: "HTTPRoute")
        && admits(route.name.namespace, by: listener.namespaces, of: gateway.name.namespace)
    }
    if allowed.isEmpty { return Attachment(places: [], refusal: .notAllowed) }
    let places = allowed.compactMap { index in
      Self.hostnames(of: route, at: gateway.listeners[index]).map {
        Attachment.Place(listener: index, hostnames: $0)
      }
    }
    return Attachment(places: places, refusal: places.isEmpty ? .noMatchingHostname : nil)
  }

  private func admits(_ namespace: String, by scope: Listener.Namespaces, of owner: String) -> Bool {
    switch scope {
    case .all: true
    case .same: namespace == owner
    case .selected(let selector): selector?.matches(labels(of: namespace)) ?? false
    }
  }

  /// A cluster labels every namespace with its own name.
  private func labels(of namespace: String) -> [String: String] {
    var labels = namespaces[namespace] ?? [:]
    labels["kubernetes.io/metadata.name"] = namespace
    return labels
  }

  /// The hostnames that both sides have in common, nil where none.
  private static func hostnames(of route: HTTPRoute, at listener: Listener) -> [String?]? {
    // Assumption A-GW-4: a route without hostnames has that of its listener, also for precedence.
    if route.hostnames.isEmpty { return [listener.hostname] }
    guard let own = listener.hostname else { return route.hostnames }
    var common: [String] = []
    for hostname in route.hostnames {
      if let both = Hostname.intersection(own, hostname), !common.contains(both) { common.append(both) }
    }
    return common.isEmpty ? nil : common
  }
}
