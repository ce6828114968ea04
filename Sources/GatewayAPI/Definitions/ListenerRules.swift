import Documents

/// What binds the listeners of one Gateway or ListenerSet.
extension Schema.Rule {
  static let plainProtocols = Self(
    .listenerRule, "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
    suggestion: "remove `tls` or write `protocol: HTTPS`"
  ) { listeners in
    listeners.items.first { ["HTTP", "TCP", "UDP"].contains($0["protocol"]?.string) && $0.has("tls") }?["tls"]
  }

  static let httpsTerminates = Self(
    .listenerRule, "tls mode must be Terminate for protocol HTTPS"
  ) { listeners in
    listeners.items.lazy.filter { $0["protocol"]?.string == "HTTPS" }.compactMap { $0.at("tls", "mode") }
      .first { mode in mode.string.map { !["", "Terminate"].contains($0) } ?? false }
  }

  static let tlsMode = Self(
    .listenerRule, "tls mode must be set for protocol TLS",
    suggestion:
      "add `tls: {mode: Passthrough}` or `tls: {mode: Terminate, certificateRefs: [{name: SECRET}]}`"
  ) { listeners in
    listeners.items.first { listener in
      guard listener["protocol"]?.string == "TLS" else { return false }
      guard let mode = listener.at("tls", "mode") else { return !listener.has("tls") }
      return mode.string == ""
    }
  }

  static let streamsWithoutHostname = Self(
    .listenerRule, "hostname must not be specified for protocols ['TCP', 'UDP']"
  ) { listeners in
    listeners.items.lazy.filter { ["TCP", "UDP"].contains($0["protocol"]?.string) }
      .compactMap { $0["hostname"] }.first { hostname in hostname.string.map { !$0.isEmpty } ?? false }
  }

  static let uniqueListenerNames = Self(
    .listenerRule, "Listener name must be unique within the Gateway"
  ) { listeners in
    listeners.items.firstRepeated { $0["name"]?.string }
  }

  static let uniqueListenerPlaces = Self(
    .listenerRule, "Combination of port, protocol and hostname must be unique for each listener"
  ) { listeners in
    listeners.items.firstRepeated { listener -> [String]? in
      guard let port = listener["port"]?.integer, let name = listener["protocol"]?.string else { return nil }
      guard listener.has("hostname") else { return ["\(port)", name] }
      return listener["hostname"]?.string.map { ["\(port)", name, $0] }
    }
  }

  /// Where both fields are absent, reading one of them already fails.
  static let terminationNeedsCertificates = Self(
    .listenerRule, "certificateRefs or options must be specified when mode is Terminate",
    suggestion: "add `certificateRefs: [{name: SECRET}]`",
    breach: { tls in
      guard tls["mode"]?.string == "Terminate" else { return nil }
      guard tls.isEmpty("certificateRefs"), tls.isEmpty("options") else { return nil }
      guard tls.has("certificateRefs") else { return .missing("certificateRefs", in: tls) }
      return tls.has("options") ? Schema.Breach(tls) : .missing("options", in: tls)
    })
}

extension Value {
  /// Whether a mapping has nothing under `key`; what is neither a list nor a mapping there is something.
  fileprivate func isEmpty(_ key: String) -> Bool {
    guard let value = self[key] else { return true }
    switch value.content {
    case .null: return true
    case .sequence(let items): return items.isEmpty
    case .mapping(let fields): return fields.isEmpty
    case .scalar: return false
    }
  }
}

extension [Value] {
  /// The first item whose identity an earlier one has; items without one are passed over.
  func firstRepeated<Identity: Hashable>(_ identity: (Value) -> Identity?) -> Value? {
    guard count > 1 else { return nil }
    var seen: Set<Identity> = []
    return first { item in identity(item).map { !seen.insert($0).inserted } ?? false }
  }
}
