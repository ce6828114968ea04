import Documents
import GatewayAPI
import Testing

/// Manifests about which something is remarked, once, and what the remark is expected to say.
struct LintCase: Sendable, CustomTestStringConvertible {
  let code: GatewayCode
  let severity: Diagnostic.Severity
  let text: String
  /// What stands at the place of the remark.
  let place: String
  /// What message and suggestion contain.
  let words: [String]
  let settings: AdmissionSettings

  init(
    _ code: GatewayCode, _ severity: Diagnostic.Severity, _ text: String, at place: String,
    _ words: String...,
    settings: AdmissionSettings = AdmissionSettings()
  ) {
    self.code = code
    self.severity = severity
    self.text = text
    self.place = place
    self.words = words
    self.settings = settings
  }

  var testDescription: String { "\(code): \(words)" }

  /// Expects the remark.
  func check() throws {
    let world = World(text, settings: settings)
    #expect(world.errors == [])
    let found = world.lints.filter { $0.code == code.rawValue && $0.location?.file == "input.yaml" }
    let remark = try #require(found.first, "\(world.lints)")
    #expect(found.count == 1, "\(found)")
    #expect(remark.severity == severity)
    #expect(remark.location.map(standing)?.hasPrefix(place) == true, "\(remark)")
    #expect(remark.object != nil && remark.path != nil)
    let said = "\(remark.message)\n\(remark.suggestion ?? "")"
    for word in words { #expect(said.contains(word), "\(said)") }
  }

  /// The rest of the line from a place on.
  private func standing(at place: Documents.SourceLocation) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard place.file == "input.yaml", lines.indices.contains(place.line - 1) else { return "" }
    return String(lines[place.line - 1].dropFirst(place.column - 1))
  }
}

extension World {
  /// What validating remarks beside what reading reported.
  var lints: [Diagnostic] {
    let diagnostics = Diagnostics()
    configuration.lint(diagnostics)
    return diagnostics.all
  }

  /// The codes of the remarks, each once, in order.
  var lintCodes: [String] { Set(lints.map(\.code)).sorted() }
}

/// A route to `v1` whose only rule has these fields beside its backend.
func rule(_ fields: String, _ name: String = "route", extra: String = "") -> String {
  route(name, extra: extra, rules: "  - {backendRefs: [{name: v1, port: 8080}], \(fields)}")
}

/// A rule with a CORS filter and these fields beside it.
func crossOrigin(_ filter: String, _ fields: String = "", _ name: String = "route") -> String {
  rule("filters: [{type: CORS, cors: {\(filter)}}]\(fields.isEmpty ? "" : ", ")\(fields)", name)
}
