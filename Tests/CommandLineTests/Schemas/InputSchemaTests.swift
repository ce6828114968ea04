import Documents
import Foundation
import Records
import Scenarios
import Testing

@Suite("The schemas of what is read")
struct InputSchemaTests {
  static func schema(_ name: String) throws -> PublishedSchema {
    try #require(PublishedSchema.ofInputs.first { $0.name == name })
  }

  // MARK: Files

  /// The YAML files below the gallery.
  private static var files: [String] {
    let files =
      FileManager.default.enumerator(atPath: WeirCommand.gallery)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(WeirCommand.gallery)/\($0)" }
  }

  /// The pages of this package, whose blocks of YAML are held to the schemas too.
  private static var pages: [String] {
    let folder = URL(fileURLWithPath: WeirCommand.gallery).deletingLastPathComponent().path
    let below =
      FileManager.default.enumerator(atPath: WeirCommand.gallery)?.compactMap { $0 as? String } ?? []
    return ["\(folder)/README.md"]
      + below.filter { $0.hasSuffix(".md") }.sorted().map { "\(WeirCommand.gallery)/\($0)" }
  }

  /// Every document of weir's own that is written down somewhere, with its place, as JSON; overlays are none.
  private static func documents(_ kind: String) throws -> [(place: String, json: String)] {
    var texts = try files.map { ($0, try String(contentsOfFile: $0, encoding: .utf8)) }
    for page in pages {
      let text = try String(contentsOfFile: page, encoding: .utf8)
      texts += text.matches(of: /```yaml\n([\s\S]*?)```/).map { (page, String($0.1)) }
    }
    return texts.flatMap { place, text in
      loadDocuments(text: text, file: place, diagnostics: Diagnostics()).documents.map(\.root)
        .filter { $0["kind"]?.text == kind && $0["apiVersion"]?.text == "weir/v1" }
        .filter { kind == "Sweep" || $0["metadata"] != nil }
        .map { (place, $0.json) }
    }
  }

  @Test(
    "take every scenario and sweep of the gallery and its pages",
    .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall),
    arguments: [("Scenario", "scenario-file", 15), ("Sweep", "sweep-file", 2)])
  func gallery(kind: String, name: String, least: Int) throws {
    let documents = try Self.documents(kind)
    #expect(documents.count >= least)
    let mistakes = try SchemaValidator().mistakes(in: documents.map(\.json), by: Self.schema(name).text)
    for (document, mistake) in zip(documents, mistakes) {
      #expect(mistake == nil, "\(document.place)")
    }
  }

  @Test(
    "let other documents of a file through",
    .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall))
  func others() throws {
    let documents = loadDocuments(text: GatewayWorld.all, file: "k8s.yaml", diagnostics: Diagnostics())
      .documents
    #expect(documents.count > 5)
    let foreign = #"{"apiVersion": "test.example/v1", "kind": "Scenario", "spec": {"steps": []}}"#
    let mistakes = try SchemaValidator().mistakes(
      in: documents.map(\.root.json) + ["null", foreign], by: Self.schema("scenario-file").text)
    #expect(mistakes.allSatisfy { $0 == nil })
  }

  // MARK: Both say the same

  @Test(
    "refuse what the reader refuses",
    .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall))
  func wrong() throws {
    let subjects = try ScenarioChanges.wrong.map { try ScenarioSubject(changedBy: $0) }
    let mistakes = try SchemaValidator().mistakes(
      in: subjects.map(\.root.json), by: Self.schema("scenario-file").text)
    for ((change, subject), mistake) in zip(zip(ScenarioChanges.wrong, subjects), mistakes) {
      #expect(!subject.errors.isEmpty, "the reader takes \(change)")
      #expect(mistake != nil, "the schema takes \(change)")
    }
  }

  @Test(
    "take what the reader takes",
    .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall))
  func right() throws {
    let subjects = try ScenarioChanges.right.map { try ScenarioSubject(changedBy: $0) }
    let mistakes = try SchemaValidator().mistakes(
      in: subjects.map(\.root.json), by: Self.schema("scenario-file").text)
    for ((change, subject), mistake) in zip(zip(ScenarioChanges.right, subjects), mistakes) {
      #expect(subject.errors.isEmpty, "\(change)")
      #expect(mistake == nil, "\(change)")
    }
  }

  @Test(
    "take and refuse sweeps as the reader does",
    .enabled(if: SchemaValidator.isInstalled, SchemaValidator.howToInstall),
    arguments: [
      ("scenario: s.yaml, vary: {spec.seed: [1, 2]}", true),
      ("scenario: s.yaml, points: null, vary: {spec.seed: [1], spec.duration: [1s, 2s]}", true),
      ("scenario: s.yaml, points: 5, vary: {spec.seed: {from: 1, to: 9}}", true),
      ("scenario: s.yaml, points: 5, vary: {spec.duration: {from: 1s, to: 9s}}", true),
      ("scenario: s.yaml, vary: {spec.seed: {from: 1, to: 9}}", false),
      ("scenario: s.yaml, points: 5, vary: {spec.seed: [1, 2]}", false),
      ("scenario: s.yaml, points: 0, vary: {spec.seed: {from: 1, to: 9}}", false),
      ("scenario: s.yaml, points: 5, vary: {spec.seed: {from: 1, to: 9, by: 2}}", false),
      ("scenario: s.yaml, points: 5, vary: {spec.seed: {from: 1}}", false),
      ("scenario: s.yaml, vary: {spec.seed: []}", false),
      ("scenario: s.yaml, vary: {}", false),
      ("scenario: '', vary: {spec.seed: [1, 2]}", false),
      ("scenario: 5, vary: {spec.seed: [1, 2]}", false),
      ("scenario: s.yaml", false),
      ("vary: {spec.seed: [1, 2]}", false),
      ("scenario: s.yaml, varies: 1, vary: {spec.seed: [1, 2]}", false),
    ])
  func sweeps(spec: String, isRight: Bool) throws {
    let text = "{apiVersion: weir/v1, kind: Sweep, metadata: {name: s}, spec: {\(spec)}}"
    let diagnostics = Diagnostics()
    _ = readSweep(text: text, diagnostics: diagnostics)
    #expect(diagnostics.hasErrors != isRight)
    let root = try #require(Value(parsing: text, file: "sweep.yaml", diagnostics: Diagnostics()))
    let mistakes = try SchemaValidator().mistakes(in: [root.json], by: Self.schema("sweep-file").text)
    #expect((mistakes == [nil]) == isRight)
  }

  // MARK: Metrics

  @Test("know the metrics of checks")
  func metrics() throws {
    let pattern = try #require(
      try Self.schema("scenario-file").text.firstMatch(of: /"pattern": "\^\\\\s\*\(\?:([a-z0-9_|]+)\)/))
    #expect(Set(pattern.1.split(separator: "|").map(String.init)) == Set(MetricCatalogue.all.map(\.name)))
  }
}
