import Documents

extension Admission {
  /// Checks that a Gateway asks for no address twice and for hostnames that can be.
  mutating func checkAddresses(_ addresses: Value?, at path: FieldPath) {
    guard let addresses else { return }
    for type in ["IPAddress", "Hostname"] {
      // Before v1.4 an address without a value is compared like any other.
      let values = addresses.items.filter { $0["type"]?.string == type }
        .compactMap { $0["value"]?.string ?? (settings.release < .v14 ? "" : nil) }
      if Set(values).count < values.count {
        reject(.addressRule, addresses, at: path, "\(type) values must be unique")
      }
    }
    for (index, address) in addresses.items.enumerated() where address["type"]?.string == "Hostname" {
      guard let value = address["value"]?.string, !Self.hostname.isFound(in: value) else { continue }
      let demand =
        settings.release >= .v14
        ? "Hostname value must be empty or contain only valid characters"
        : "Hostname value must only contain valid characters"
      reject(
        .addressRule, address, at: path.item(index), "\(demand) (matching \(Self.hostname.source))")
    }
  }

  /// Checks the keys of the labels and annotations that a Gateway gives to what it creates.
  mutating func checkInfrastructure(_ infrastructure: Value?, at path: FieldPath) {
    for (key, kind) in [("labels", "Label"), ("annotations", "Annotation")] {
      guard let map = infrastructure?[key] else { continue }
      let names = map.fields.map(\.key)
      if !names.allSatisfy(Self.qualifiedName.isFound) {
        reject(
          .metadataRule, map, at: path.field(key),
          "\(kind) keys must be in the form of an optional DNS subdomain prefix followed by a required name "
            + "segment of up to 63 characters.")
      }
      if names.contains(where: { $0.prefix { $0 != "/" }.utf8.count >= 253 }) {
        reject(
          .metadataRule, map, at: path.field(key),
          "If specified, the \(kind.lowercased()) key's prefix must be a DNS subdomain not longer than 253 "
            + "characters in total.")
      }
    }
  }

  private static let hostname = Pattern(
    literal: #"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#)
  private static let qualifiedName = Pattern(
    literal:
      #"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"#
  )
}
