import Documents

extension Admission {
  /// Checks what the definition demands of a Gateway's listeners among each other and of each one.
  mutating func checkListeners(_ listeners: [Value], at path: FieldPath) {
    var places: Set<[String]> = []
    var names: Set<String> = []
    for (index, listener) in listeners.enumerated() {
      let path = path.item(index)
      checkListener(listener, at: path)
      if let name = listener["name"]?.string, !names.insert(name).inserted {
        reject(.listenerRule, listener, at: path, "Listener name must be unique within the Gateway")
      }
      guard let port = listener["port"]?.text, let protocolName = listener["protocol"]?.string else {
        continue
      }
      let hostname = listener["hostname"]?.string.map { [$0] } ?? []
      if !places.insert([port, protocolName] + hostname).inserted {
        reject(
          .listenerRule, listener, at: path,
          "Combination of port, protocol and hostname must be unique for each listener")
      }
    }
  }

  private mutating func checkListener(_ listener: Value, at path: FieldPath) {
    guard let protocolName = listener["protocol"]?.string else { return }
    let tls = listener["tls"]
    if ["HTTP", "TCP", "UDP"].contains(protocolName), let tls {
      reject(
        .listenerRule, tls, at: path.field("tls"),
        "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']",
        suggestion: protocolName == "HTTP" ? "remove `tls` or write `protocol: HTTPS`" : nil)
    }
    if protocolName == "HTTPS", let mode = tls?["mode"], mode.string == "Passthrough" {
      reject(
        .listenerRule, mode, at: path.field("tls").field("mode"),
        "tls mode must be Terminate for protocol HTTPS")
    }
    if protocolName == "TLS", tls == nil, settings.release >= .v15 {
      reject(.listenerRule, listener, at: path, "tls mode must be set for protocol TLS")
    }
    if ["TCP", "UDP"].contains(protocolName), let hostname = listener["hostname"] {
      reject(
        .listenerRule, hostname, at: path.field("hostname"),
        "hostname must not be specified for protocols ['TCP', 'UDP']")
    }
    if let tls, tls["mode"]?.string == "Terminate", (tls["certificateRefs"]?.items ?? []).isEmpty,
      (tls["options"]?.fields ?? []).isEmpty
    {
      reject(
        .listenerRule, tls, at: path.field("tls"),
        "certificateRefs or options must be specified when mode is Terminate",
        suggestion: "add `certificateRefs: [{name: SECRET}]`")
    }
  }
}
