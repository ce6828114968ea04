/// Whose admission rules manifests are held to: a release of the Gateway API and one of its channels.
public struct AdmissionSettings: Sendable, Hashable {
  /// A minor release of the Gateway API.
  public enum Release: String, Sendable, CaseIterable, Comparable {
    /// April 2025.
    case v13 = "v1.3"
    /// October 2025.
    case v14 = "v1.4"
    /// February 2026.
    case v15 = "v1.5"
    /// June 2026.
    case v16 = "v1.6"

    /// Orders by age, the oldest first.
    public static func < (left: Release, right: Release) -> Bool { left.rawValue < right.rawValue }
  }

  /// Which set of definitions of a release is installed.
  public enum Channel: String, Sendable, CaseIterable {
    /// What has graduated.
    case standard
    /// That and what may still change.
    case experimental
  }

  /// The release.
  public var release: Release
  /// The channel.
  public var channel: Channel
  /// Whether compatible Gateways of one class share one set of listeners.
  public var mergeGateways: Bool

  /// Creates settings; the defaults are those of a scenario.
  public init(release: Release = .v16, channel: Channel = .experimental, mergeGateways: Bool = false) {
    self.release = release
    self.channel = channel
    self.mergeGateways = mergeGateways
  }

  /// Whether fields that have not graduated exist.
  var isExperimental: Bool { channel == .experimental }

  /// Whether HTTPRoutes have the CORS filter.
  var hasCORS: Bool { isExperimental || release >= .v15 }

  /// Whether HTTPRoutes have the ExternalAuth filter.
  var hasExternalAuth: Bool { isExperimental && release >= .v14 }
}
