/// What any request of an import tells.
package struct KnownFields: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let method = KnownFields(rawValue: 1)
  package static let host = KnownFields(rawValue: 2)
  package static let path = KnownFields(rawValue: 4)
  package static let status = KnownFields(rawValue: 8)
  package static let duration = KnownFields(rawValue: 16)
  package static let upstream = KnownFields(rawValue: 32)
  package static let upstreamDuration = KnownFields(rawValue: 64)
  package static let attempts = KnownFields(rawValue: 128)
  /// An outcome other than ``LogOutcome/ok``.
  package static let outcome = KnownFields(rawValue: 256)
  package static let client = KnownFields(rawValue: 512)
}
