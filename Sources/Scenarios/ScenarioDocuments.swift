import Documents
import GatewayAPI
import Records

/// The documents of a scenario: its own file, the manifests that it names, and what overlays and `--set` change.
struct ScenarioDocuments {
  /// The Scenario.
  private(set) var scenario: Document
  /// All others.
  private(set) var manifests: [Document]
  /// The texts of all files.
  private(set) var sources: SourceTexts

  private let diagnostics: Diagnostics
  private let nearNames = NearNames()
  private var files: [String]
  private var overlayFiles: [String] = []

  /// Takes the Scenario out of `loaded`; nil where there is not exactly one.
  init?(_ loaded: LoadedDocuments, file: String, diagnostics: Diagnostics) {
    let scenarios = loaded.documents.filter(Self.isScenario)
    guard let first = scenarios.first else {
      Self.reportNoScenario(in: loaded, file: file, to: diagnostics)
      return nil
    }
    for other in scenarios.dropFirst() {
      diagnostics.report(
        .severalScenarios, "the Scenario of \(first.root.location) is not the only one",
        at: other.root.location,
        object: Self.title(of: other), suggestion: "put it into a file of its own")
    }
    scenario = first
    manifests = loaded.documents.filter { !Self.isScenario($0) }
    sources = loaded.sources
    files = loaded.files
    self.diagnostics = diagnostics
  }

  private static func reportNoScenario(in loaded: LoadedDocuments, file: String, to diagnostics: Diagnostics)
  {
    // A file that could not be read has its message by now.
    guard !loaded.sources.isEmpty else { return }
    for document in loaded.documents where document.root["kind"]?.text == "Scenario" {
      diagnostics.report(
        .noScenario,
        "a Scenario has apiVersion weir/v1, found \(document.root["apiVersion"]?.described ?? "none")",
        at: document.root["apiVersion"]?.location ?? document.root.location,
        suggestion: "write `apiVersion: weir/v1`")
      return
    }
    // A file that is no YAML, or has no document, has its message by now too.
    guard !diagnostics.hasErrors else { return }
    let kinds = loaded.documents.compactMap { $0.root["kind"]?.text }
    diagnostics.report(
      .noScenario,
      "no Scenario in \(file)" + (kinds.isEmpty ? "" : ", only \(kinds.prefix(5).joined(separator: ", "))"),
      at: loaded.documents.first?.root.location,
      suggestion: "a scenario begins with `apiVersion: weir/v1` and `kind: Scenario`")
  }

  private static func isScenario(_ document: Document) -> Bool {
    document.root["kind"]?.text == "Scenario" && document.root["apiVersion"]?.text == "weir/v1"
  }

  /// `Kind/namespace/name`, or `Scenario/name`.
  static func title(of document: Document) -> String {
    let name = document.root["metadata"]?["name"]?.text ?? ""
    if isScenario(document) { return "Scenario/\(name)" }
    let namespace = document.root["metadata"]?["namespace"]?.text ?? "default"
    return "\(document.root["kind"]?.text ?? "")/\(namespace)/\(name)"
  }

  /// What people call a manifest: `Kind/namespace/name`, or `Kind/name` where the kind stands in no namespace.
  static func objectTitle(of document: Document) -> String {
    let kind = document.root["kind"]?.text ?? ""
    let version = document.root["apiVersion"]?.text ?? ""
    guard ObjectKind(apiVersion: version, kind: kind).isClusterScoped else { return title(of: document) }
    return "\(kind)/\(document.root["metadata"]?["name"]?.text ?? "")"
  }

  /// The files in the order of reading, with their texts but for what is in Secrets.
  var inputs: [RunRecord.Input] {
    var seen: Set<String> = []
    return (([scenario] + manifests).map(\.file) + overlayFiles).filter { seen.insert($0).inserted }
      .compactMap { file in
        sources[file].map { RunRecord.Input(file: file, text: SecretText.leavingOut(from: $0.text)) }
      }
  }

  // MARK: Changes

  /// Reads what `spec.manifests` names, below `folder`.
  mutating func loadManifests(in folder: String) {
    guard let list = scenario.root["spec"]?["manifests"], case .sequence(let items) = list.content else {
      return
    }
    let paths = items.compactMap { item -> InputPath? in
      guard case .scalar(let scalar) = item.content, case .string(let path) = scalar.resolved else {
        return nil
      }
      return InputPath(path, at: item.location)
    }
    loadManifests(paths, in: folder)
  }

  /// Reads `paths`, which are relative to `folder`.
  mutating func loadManifests(_ paths: [InputPath], in folder: String) {
    guard !paths.isEmpty else { return }
    let loaded = loadDocuments(paths: paths, relativeTo: folder, excluding: files, diagnostics: diagnostics)
    let found = loaded.documents.filter { !Self.isScenario($0) }
    if found.isEmpty, !loaded.documents.isEmpty {
      // Scenarios of that folder are not read, and a comparison of nothing must not pass.
      let names = paths.prefix(5).map(\.path).joined(separator: ", ")
      diagnostics.report(
        Diagnostic(
          code: DocumentCode.nothingFound.rawValue, message: "no manifest in \(names), only Scenarios",
          location: paths.first?.location))
    }
    manifests += found
    sources.merge(loaded.sources)
    files += loaded.files
  }

  /// Merges the parts of `overlays` that are about the Scenario, or the others.
  mutating func apply(_ overlays: LoadedDocuments, toScenario: Bool) {
    if toScenario {
      sources.merge(overlays.sources)
      overlayFiles += overlays.documents.map(\.file)
    }
    var positions = Dictionary(grouping: manifests.indices) { Self.title(of: manifests[$0]) }
    for overlay in overlays.documents where (overlay.root["kind"]?.text == "Scenario") == toScenario {
      if toScenario { applyToScenario(overlay) } else { applyToManifests(overlay, &positions) }
    }
  }

  private mutating func applyToScenario(_ overlay: Document) {
    let own = scenario.root["metadata"]?["name"]?.text
    if let name = overlay.root["metadata"]?["name"], let text = name.text, text != own {
      diagnostics.report(
        .changeTarget, "the overlay is for another scenario than \(own ?? "")", at: name.location,
        object: Self.title(of: overlay), path: "metadata.name",
        suggestion: "write `name: \(own ?? "")`, or leave metadata out")
      return
    }
    scenario.root = scenario.root.merged(with: overlay.root)
  }

  /// Merges `overlay` into its manifest, or adds it; `positions` are those of the manifests by title.
  private mutating func applyToManifests(_ overlay: Document, _ positions: inout [String: [Int]]) {
    let title = Self.title(of: overlay)
    let found = positions[title, default: []].first { Self.areOfOneGroup(manifests[$0], overlay) }
    if let found {
      manifests[found].root = manifests[found].root.merged(with: overlay.root)
      return
    }
    let near = nearNames.meant(by: title, amongUnordered: positions.keys)
    diagnostics.report(
      .overlayAdds, "there was no \(title) before the overlay, which adds it",
      severity: near == nil ? .note : .warning, at: overlay.root.location, object: title, suggestion: near)
    positions[title, default: []].append(manifests.count)
    manifests.append(overlay)
  }

  private static func areOfOneGroup(_ left: Document, _ right: Document) -> Bool {
    func group(_ document: Document) -> Substring? {
      document.root["apiVersion"]?.text.map { $0.contains("/") ? $0.prefix { $0 != "/" } : "" }
    }
    guard let one = group(left), let other = group(right) else { return true }
    return one == other
  }

  /// Applies the changes of the command line that are about the Scenario, or the others.
  mutating func apply(_ changes: [Change], toScenario: Bool) {
    for change in changes where (change.object == nil) == toScenario {
      sources.add(change.value, file: change.file)
      guard let value = Value(parsing: change.value, file: change.file, diagnostics: diagnostics) else {
        continue
      }
      do {
        guard let object = change.object else {
          scenario.root = try scenario.root.setting(path: change.path, to: value)
          continue
        }
        guard let index = manifests.firstIndex(where: { Self.title(of: $0) == object }) else {
          diagnostics.report(
            .changeTarget, "there is no \(object) among the documents",
            at: SourceLocation(file: change.file, line: 1, column: 1),
            suggestion: nearNames.meant(by: object, among: manifests.map(Self.title)))
          continue
        }
        manifests[index].root = try manifests[index].root.setting(path: change.path, to: value)
      } catch {
        diagnostics.report(error)
      }
    }
  }
}
