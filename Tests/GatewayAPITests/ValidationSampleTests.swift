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
  static let kinds: Set = [
    "Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute", "ListenerSet", "XListenerSet",
    "XBackendTrafficPolicy", "ReferenceGrant",
  ]

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
      let kind = text.split(separator: "\n").lazy.compactMap(Self.kind).first ?? ""
      guard Self.kinds.contains(kind) else { continue }
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

  struct Example: Decodable {
    struct Wrong: Decodable {
      var field, message: String
    }

    var file: String
    var ref: String?
    var channel: String
    var invalid: [Wrong]?

    var settings: AdmissionSettings {
      AdmissionSettings(
        release: ref == "v1.3.0" ? .v13 : .v16, channel: channel == "standard" ? .standard : .experimental)
    }
  }

  @Test(
    "published examples are admitted", .enabled(if: isThere, "the samples are not beside the package"))
  func examples() throws {
    let folder = Self.folder.appending(path: "examples")
    for example in try Self.examples(in: folder) {
      let text = try String(contentsOf: folder.appending(path: example.file), encoding: .utf8)
      #expect(errors(in: text, example.file, example.settings) == [], "\(example.file)")
    }
  }

  @Test(
    "examples of what is wrong are refused in the words of the definitions, at the field that is wrong",
    .enabled(if: isThere, "the samples are not beside the package"))
  func wrongExamples() throws {
    let folder = Self.folder.appending(path: "invalid-examples")
    var judged = 0
    for example in try Self.examples(in: folder) {
      let text = try String(contentsOf: folder.appending(path: example.file), encoding: .utf8)
      guard text.split(separator: "\n").contains(where: { Self.kinds.contains(Self.kind($0) ?? "") }) else {
        continue
      }
      judged += 1
      let errors = errors(in: text, example.file, example.settings)
      for wrong in try #require(example.invalid) {
        let root =
          wrong.field.hasSuffix("]") ? wrong.field[..<(wrong.field.lastIndex(of: "[")!)] : wrong.field[...]
        let isFound = errors.contains {
          $0.message.contains(wrong.message) && ($0.path ?? "").hasPrefix(root)
        }
        #expect(isFound, "\(example.file): \(wrong) is not among \(errors)")
      }
    }
    #expect(judged > 0)
  }

  private static func examples(in folder: URL) throws -> [Example] {
    try JSONDecoder().decode(
      [Example].self, from: Data(contentsOf: folder.appending(path: "cases.json")))
  }

  private static func kind(_ line: Substring) -> String? {
    line.hasPrefix("kind: ") ? String(line.dropFirst(6)) : nil
  }

  private func errors(in text: String, _ file: String, _ settings: AdmissionSettings) -> [Diagnostic] {
    let diagnostics = Diagnostics()
    let documents = loadDocuments(text: text, file: file, diagnostics: diagnostics).documents
    _ = GatewayConfiguration.read(documents, settings: settings, diagnostics: diagnostics)
    return diagnostics.all.filter { $0.severity == .error }
  }

  private func problems(of one: Case, _ text: String, _ settings: AdmissionSettings) -> [String] {
    let errors = errors(in: text, one.file, settings)
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
