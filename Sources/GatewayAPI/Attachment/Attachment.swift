/// What became of one of a route's parentRefs.
struct Attachment: Sendable {
  /// How far it came; the raw value is the reason of the route's Accepted condition.
  enum Refusal: String, Sendable {
    /// The named listener or port does not exist.
    case noMatchingParent = "NoMatchingParent"
    /// No selected listener allows the route's kind or namespace.
    case notAllowed = "NotAllowedByListeners"
    /// No hostname is common to the route and an allowing listener.
    case noMatchingHostname = "NoMatchingListenerHostname"
    /// A route of the other kind has precedence for the hostnames at every listener.
    /// Assumption A-GW-37: the reason is HostnameConflict; the API names none.
    case hostnameTaken = "HostnameConflict"
  }

  /// A listener that takes the route, and the hostnames for which it does; nil is any host.
  struct Place: Sendable {
    let listener: Int
    let hostnames: [String?]
  }

  /// The position of the Gateway whose listeners the parent's are; nil where the parent is a ListenerSet of none.
  let gateway: Int?
  var places: [Place]
  /// Why there are none.
  var refusal: Refusal?
  /// Where no hostname fits: the selected listeners that allow the route's kind and namespace.
  var allowing: [Int] = []
  /// Where no hostname fits: the other selected listeners, of those whose hostname would.
  var fitting: [Int] = []
}

/// Decides which listeners take which routes.
struct AttachmentRules {
  let namespaces: NamespaceLabels

  /// The outcome of `parent` for `route`. Assumption A-GW-43: the reason is that of the furthest stage that a listener reached.
  ///
  /// - Parameters:
  ///   - gateway: The Gateway that the parent is or that the parent's listeners are merged into.
  ///   - index: Its position.
  func attach(
    _ route: Route, to gateway: Gateway, at index: Int, by parent: Route.ParentReference
  ) -> Attachment {
    let own = parent.owner.map(gateway.positions) ?? 0..<0
    let selected = own.filter { position in
      let listener = gateway.listeners[position]
      return (parent.sectionName ?? listener.name) == listener.name
        && (parent.port ?? listener.port) == listener.port
    }
    func refused(_ refusal: Attachment.Refusal) -> Attachment {
      Attachment(gateway: index, places: [], refusal: refusal)
    }
    if selected.isEmpty { return refused(.noMatchingParent) }
    let allowed = selected.filter { position in
      let listener = gateway.listeners[position]
      return listener.allows(kind: route.kind.rawValue)
        && namespaces.admits(
          route.name.namespace, by: listener.namespaces, of: listener.owner.name.namespace)
    }
    if allowed.isEmpty { return refused(.notAllowed) }
    let places = allowed.compactMap { position in
      Self.hostnames(of: route, at: gateway.listeners[position]).map {
        Attachment.Place(listener: position, hostnames: $0)
      }
    }
    guard places.isEmpty else { return Attachment(gateway: index, places: places, refusal: nil) }
    let fitting = selected.filter {
      !allowed.contains($0) && Self.hostnames(of: route, at: gateway.listeners[$0]) != nil
    }
    var attachment = refused(.noMatchingHostname)
    (attachment.allowing, attachment.fitting) = (allowed, fitting)
    return attachment
  }

  /// The hostnames that both sides have in common, nil where none.
  private static func hostnames(of route: Route, at listener: Listener) -> [String?]? {
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
