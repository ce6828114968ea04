import Documents
import Foundation
import Scenarios

/// A scenario that is changed, and looked at by the reader and by the schema.
struct ScenarioSubject {
  /// The Scenario.
  var root: Value
  private let manifests: [Value]
  private let folder: String

  /// The file at `path`; nil where it holds no Scenario, or one that is an overlay.
  init?(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    self.init(text: text, folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// A file with this text.
  init?(text: String, folder: String = "") {
    let roots = loadDocuments(text: text, file: "scenario.yaml", diagnostics: Diagnostics()).documents
      .map(\.root)
    guard let root = roots.first(where: { $0["kind"]?.text == "Scenario" }), root["metadata"] != nil else {
      return nil
    }
    self.root = root
    manifests = roots.filter { $0["kind"]?.text != "Scenario" }
    self.folder = folder
  }

  /// The small scenario of these tests with a change `PATH=VALUE`.
  init(changedBy change: String) throws {
    let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let subject = ScenarioSubject(text: ScenarioText().text),
      let value = Value(parsing: parts[1], file: "test", diagnostics: Diagnostics())
    else { throw CocoaError(.formatting) }
    self = subject
    root = try root.setting(path: PathElement.path(parts[0]), to: value)
  }

  /// The errors that the reader finds, none where it takes the scenario.
  var errors: [Diagnostic] {
    let diagnostics = Diagnostics()
    let text = ([root] + manifests).map(\.json).joined(separator: "\n---\n")
    _ = readScenario(text: text, folder: folder, diagnostics: diagnostics)
    return diagnostics.all.filter { $0.severity == .error }
  }
}
