import Documents

/// What binds the parts of a Gateway besides its listeners.
extension Schema.Rule {
  static func uniqueAddresses(_ type: String, _ settings: AdmissionSettings) -> Self {
    Self(
      .addressRule, "\(type) values must be unique",
      breach: { addresses in
        let typed = addresses.items.filter { $0["type"]?.string == type }
        // Before v1.4 the rule reads the value of each address, whether it has one or not.
        if settings.release < .v14, let bare = typed.first(where: { !$0.has("value") }) {
          return .missing("value", in: bare)
        }
        return typed.firstRepeated { $0["value"]?.string }.map { Schema.Breach($0) }
      })
  }

  static func addressHostname(_ settings: AdmissionSettings) -> Self {
    let demand =
      settings.release >= .v14
      ? "Hostname value must be empty or contain only valid characters"
      : "Hostname value must only contain valid characters"
    return Self(
      .addressRule, "\(demand) (matching \(Schema.hostnamePattern.source))",
      breach: { address in
        guard address["type"]?.string == "Hostname" else { return nil }
        guard let value = address["value"], !value.isNull else {
          return settings.release < .v14 ? .missing("value", in: address) : nil
        }
        guard let text = value.string, !Schema.hostnamePattern.isFound(in: text) else { return nil }
        return Schema.Breach(value)
      })
  }

  static func keyForm(_ kind: String) -> Self {
    Self(
      .metadataRule,
      "\(kind) keys must be in the form of an optional DNS subdomain prefix followed by a required name segment "
        + "of up to 63 characters.",
      breach: { map in map.breach { !qualifiedName.isFound(in: $0) } })
  }

  static func keyPrefix(_ kind: String) -> Self {
    Self(
      .metadataRule,
      "If specified, the \(kind) key's prefix must be a DNS subdomain not longer than 253 characters in total.",
      breach: { map in map.breach { $0.prefix { $0 != "/" }.unicodeScalars.count >= 253 } })
  }

  static let uniqueTLSPorts = Self(
    .listenerRule, "Port for TLS configuration must be unique within the Gateway"
  ) { ports in
    ports.items.firstRepeated { $0["port"]?.integer }
  }

  private static let qualifiedName = Pattern(
    literal:
      #"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"#
  )
}

extension Value {
  /// At the first key of a mapping that `isWrong`.
  fileprivate func breach(_ isWrong: (String) -> Bool) -> Schema.Breach? {
    fields.first { isWrong($0.key) }.map { Schema.Breach(location: $0.location) }
  }
}
