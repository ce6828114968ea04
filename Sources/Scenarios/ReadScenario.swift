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
///   - manifests: What is read in place of the scenario's `spec.manifests`: files, folders and patterns, relative to the current
///     folder; nil for the scenario's own. Documents in the scenario's file count all the same.
///   - diagnostics: Where messages go.
/// - Returns: The scenario, nil where there is any error.
public func readScenario(
  path: String, sets: [String] = [], overlays: [String] = [], manifests: [String]? = nil,
  diagnostics: Diagnostics
) -> Scenario? {
  var sources = SourceTexts()
  return readScenario(
    path: path, sets: sets, overlays: overlays, manifests: manifests, sources: &sources,
    diagnostics: diagnostics)
}

/// Reads the scenario file at `path` and hands the texts of all files over, for messages that show lines.
public func readScenario(
  path: String, sets: [String] = [], overlays: [String] = [], manifests: [String]? = nil,
  sources: inout SourceTexts, diagnostics: Diagnostics
) -> Scenario? {
  let loaded = loadDocuments(paths: [path], diagnostics: diagnostics)
  return read(
    loaded, file: path, folder: folder(of: path),
    Changes(sets: sets, overlays: overlays, manifests: manifests), sources: &sources,
    diagnostics: diagnostics)
}

/// Reads the scenario in `text` as that of the file `file`; other files are named relative to `folder`.
public func readScenario(
  text: String, file: String = "scenario.yaml", folder: String = "", sets: [String] = [],
  overlays: [String] = [], manifests: [String]? = nil, diagnostics: Diagnostics
) -> Scenario? {
  var sources = SourceTexts()
  return read(
    loadDocuments(text: text, file: file, diagnostics: diagnostics), file: file, folder: folder,
    Changes(sets: sets, overlays: overlays, manifests: manifests), sources: &sources, diagnostics: diagnostics
  )
}

/// What the command line changes.
private struct Changes {
  let sets: [String]
  let overlays: [String]
  let manifests: [String]?

  /// As a command line has them.
  var described: [String] {
    (manifests ?? []).map { "--manifests \($0)" } + overlays.map { "--overlay \($0)" }
      + sets.map { "--set \($0)" }
  }
}

/// The folder in which the file at `path` is.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func read(
  _ loaded: LoadedDocuments, file: String, folder: String, _ changes: Changes, sources: inout SourceTexts,
  diagnostics: Diagnostics
) -> Scenario? {
  sources.merge(loaded.sources)
  guard var documents = ScenarioDocuments(loaded, file: file, diagnostics: diagnostics) else { return nil }
  let sets = changes.sets.compactMap { Change($0, diagnostics: diagnostics) }
  let overlaid = changes.overlays.map { loadDocuments(paths: [$0], diagnostics: diagnostics) }
  for overlay in overlaid { documents.apply(overlay, toScenario: true) }
  documents.apply(sets, toScenario: true)
  if let manifests = changes.manifests {
    documents.loadManifests(manifests.map { InputPath($0) }, in: "")
  } else {
    documents.loadManifests(in: folder)
  }
  for overlay in overlaid { documents.apply(overlay, toScenario: false) }
  documents.apply(sets, toScenario: false)
  sources.merge(documents.sources)

  let reader = ScenarioReader(documents.scenario, folder: folder, diagnostics: diagnostics)
  let errors = diagnostics.errorCount
  let configuration = GatewayConfiguration.read(
    documents.manifests, settings: reader.admissionSettings(), diagnostics: diagnostics)
  refuseIdleChanges(diagnostics)
  let scenario = reader.read(configuration, isSound: diagnostics.errorCount == errors)
  guard var scenario, !diagnostics.hasErrors else { return nil }
  scenario.inputs = documents.inputs
  scenario.overrides = changes.described
  scenario.documents = [documents.scenario] + documents.manifests
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
