import Documents
import GatewayAPI
import Records

/// Reads the scenario file at `path` with its manifests, completes it with the defaults and checks it.
///
/// Everything that is wrong with any of the files goes to `diagnostics` in this one pass.
/// - Parameters:
///   - path: The file; its Scenario is the only one in it.
///   - sets: Changes such as `spec.dataPlane.replicas=20` or `HTTPRoute/shop/front:spec.rules[0].retry.attempts=2`.
///   - overlays: Files whose documents are merged onto those of the same kind, namespace and name, before `sets`.
///   - diagnostics: Where messages go.
/// - Returns: The scenario, nil where there is any error.
public func readScenario(
  path: String, sets: [String] = [], overlays: [String] = [], diagnostics: Diagnostics
) -> Scenario? {
  var sources = SourceTexts()
  return readScenario(path: path, sets: sets, overlays: overlays, sources: &sources, diagnostics: diagnostics)
}

/// Reads the scenario file at `path` and hands the texts of all files over, for messages that show lines.
public func readScenario(
  path: String, sets: [String] = [], overlays: [String] = [], sources: inout SourceTexts,
  diagnostics: Diagnostics
) -> Scenario? {
  let loaded = loadDocuments(paths: [path], diagnostics: diagnostics)
  return read(
    loaded, file: path, folder: folder(of: path), sets: sets, overlays: overlays, sources: &sources,
    diagnostics: diagnostics)
}

/// Reads the scenario in `text` as that of the file `file`; other files are named relative to `folder`.
public func readScenario(
  text: String, file: String = "scenario.yaml", folder: String = "", sets: [String] = [],
  overlays: [String] = [], diagnostics: Diagnostics
) -> Scenario? {
  var sources = SourceTexts()
  return read(
    loadDocuments(text: text, file: file, diagnostics: diagnostics), file: file, folder: folder, sets: sets,
    overlays: overlays, sources: &sources, diagnostics: diagnostics)
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func read(
  _ loaded: LoadedDocuments, file: String, folder: String, sets: [String], overlays: [String],
  sources: inout SourceTexts, diagnostics: Diagnostics
) -> Scenario? {
  sources.merge(loaded.sources)
  guard var documents = ScenarioDocuments(loaded, file: file, diagnostics: diagnostics) else { return nil }
  let changes = sets.compactMap { Change($0, diagnostics: diagnostics) }
  let overlaid = overlays.map { loadDocuments(paths: [$0], diagnostics: diagnostics) }
  for overlay in overlaid { documents.apply(overlay, toScenario: true) }
  documents.apply(changes, toScenario: true)
  documents.loadManifests(in: folder)
  for overlay in overlaid { documents.apply(overlay, toScenario: false) }
  documents.apply(changes, toScenario: false)
  sources.merge(documents.sources)

  let reader = ScenarioReader(documents.scenario, folder: folder, diagnostics: diagnostics)
  let errors = diagnostics.errorCount
  let configuration = GatewayConfiguration.read(
    documents.manifests, settings: reader.admissionSettings(), diagnostics: diagnostics)
  refuseIdleChanges(diagnostics)
  let scenario = reader.read(configuration, isSound: diagnostics.errorCount == errors)
  guard var scenario, !diagnostics.hasErrors else { return nil }
  scenario.inputs = documents.inputs
  scenario.overrides = overlays.map { "--overlay \($0)" } + sets.map { "--set \($0)" }
  return scenario
}

/// A field that an API server would drop is a warning in a manifest, but a change that does nothing is a mistake.
private func refuseIdleChanges(_ diagnostics: Diagnostics) {
  for found in diagnostics.all
  where found.code == GatewayCode.unknownField.rawValue && found.location?.file.hasPrefix("--set ") == true {
    diagnostics.report(
      .changeField, "the change sets a field that does not exist: \(found.message)", at: found.location,
      object: found.object, path: found.path, suggestion: found.suggestion)
  }
}
