import Documents
import Foundation
import GatewayAPI
import Testing

/// Samples of what the API's definitions admit and refuse, where a checkout of them lies beside the package.
@Suite("validation samples")
struct ValidationSampleTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/conformance/validation").standardizedFileURL
  static let isThere = FileManager.default.fileExists(atPath: folder.path)
  static let kinds: Set = ["Gateway", "GatewayClass", "HTTPRoute", "XBackendTrafficPolicy", "ReferenceGrant"]

  struct Case: Decodable {
    var id: String
    var file: String
    var channel: String
    var operation: String
    var verdict: String
    var errors: [String]?
  }

  @Test(
    "manifests get the verdict and the words of the definitions",
    .enabled(if: isThere, "the samples are not beside the package"),
    arguments: [("cel", AdmissionSettings.Release.v16), ("cel-v1.3.0", .v13)])
  func verdicts(_ name: String, _ release: AdmissionSettings.Release) throws {
    let folder = Self.folder.appending(path: name)
    let data = try Data(contentsOf: folder.appending(path: "cases.json"))
    var judged = 0
    for one in try JSONDecoder().decode([Case].self, from: data) where one.operation == "create" {
      let text = try String(contentsOf: folder.appending(path: one.file), encoding: .utf8)
      let kind = text.split(separator: "\n").first { $0.hasPrefix("kind: ") }?.dropFirst(6) ?? ""
      guard Self.kinds.contains(String(kind)) else { continue }
      // What lies there about session persistence is of a later version than any release.
      if release == .v16, kind == "XBackendTrafficPolicy", text.contains("sessionPersistence") { continue }
      let channels = AdmissionSettings.Channel.allCases.filter {
        one.channel == "both" || one.channel == $0.rawValue
      }
      for channel in channels {
        judged += 1
        let settings = AdmissionSettings(release: release, channel: channel)
        #expect(problems(of: one, text, settings) == [], "\(one.id), \(channel)")
      }
    }
    #expect(judged > 0)
  }

  private func problems(of one: Case, _ text: String, _ settings: AdmissionSettings) -> [String] {
    let diagnostics = Diagnostics()
    let documents = loadDocuments(text: text, file: one.file, diagnostics: diagnostics).documents
    _ = GatewayConfiguration.read(documents, settings: settings, diagnostics: diagnostics)
    let errors = diagnostics.all.filter { $0.severity == .error }
    let said = errors.map { "\($0.path ?? ""): \($0.message)" }.joined(separator: "\n").lowercased()
    guard one.verdict == "invalid" else { return errors.isEmpty ? [] : ["refused: \(said)"] }
    if errors.isEmpty { return ["admitted"] }
    // API servers of different versions say `more` or `longer` about texts that are too long.
    return (one.errors ?? []).filter {
      let wanted = $0.lowercased()
      return !said.contains(wanted) && !said.contains(wanted.replacing("longer", with: "more"))
        && !said.contains(wanted.replacing("more", with: "longer"))
    }.map { "\($0) is not in: \(said)" }
  }
}
