import Foundation
import GatewayAPI
import Testing

/// The definitions of every release and channel against a description of the API's own, field by field and rule by rule.
///
/// Skipped where those descriptions do not lie beside the package.
@Suite("definitions")
struct DefinitionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/crd").standardizedFileURL
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  static let settings = AdmissionSettings.Release.allCases.flatMap { release in
    AdmissionSettings.Channel.allCases.map { AdmissionSettings(release: release, channel: $0) }
  }

  private static let standardGroup = "gateway.networking.k8s.io"
  private static let experimentalGroup = "gateway.networking.x-k8s.io"

  /// The kinds, the files that describe them and the versions in which they are served.
  static let kinds: [(kind: String, file: String, group: String, versions: [String])] = [
    ("GatewayClass", "gatewayclasses", standardGroup, ["v1", "v1beta1"]),
    ("Gateway", "gateways", standardGroup, ["v1", "v1beta1"]),
    ("ListenerSet", "listenersets", standardGroup, ["v1"]),
    ("HTTPRoute", "httproutes", standardGroup, ["v1", "v1beta1"]),
    ("GRPCRoute", "grpcroutes", standardGroup, ["v1"]),
    ("ReferenceGrant", "referencegrants", standardGroup, ["v1", "v1beta1"]),
    ("XListenerSet", "xlistenersets", experimentalGroup, ["v1alpha1"]),
    ("XBackendTrafficPolicy", "xbackendtrafficpolicies", experimentalGroup, ["v1alpha1"]),
  ]

  @Test(
    "each is the API's own, and a kind that a release lacks is not installed",
    .enabled(if: isThere, "the descriptions are not beside the package"),
    arguments: settings, kinds.indices)
  func definition(_ settings: AdmissionSettings, _ index: Int) throws {
    let (kind, file, group, versions) = Self.kinds[index]
    let place = Self.folder.appending(
      path: "\(settings.release.rawValue)/\(settings.channel.rawValue)/\(file).txt")
    let text = try? String(contentsOf: place, encoding: .utf8)
    for version in versions {
      let name = ObjectKind(apiVersion: "\(group)/\(version)", kind: kind)
      let isServed = text?.contains("## version \(version) served True") ?? false
      guard case .modelled(let schema) = KindCatalog(settings).treatment(of: name) else {
        #expect(!isServed, "\(version) is not installed")
        continue
      }
      let wanted = try DefinitionText(file: #require(isServed ? text : nil, "\(version) is installed"))
      let found = DefinitionText(schema)
      #expect(found.fields.subtracting(wanted.fields).sorted() == [], "fields that the API does not have")
      #expect(wanted.fields.subtracting(found.fields).sorted() == [], "fields of the API")
      #expect(found.rules.subtracting(wanted.rules).sorted() == [], "rules that the API does not have")
      #expect(wanted.rules.subtracting(found.rules).sorted() == [], "rules of the API")
    }
  }
}
