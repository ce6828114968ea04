import Documents

/// A sweep that is written down: which scenario is run, and with which values.
public struct SweepSpecification: Sendable, Equatable {
  /// Its name, nil without one.
  public var name: String?
  /// The scenario as it is written: a file, or a name of the gallery.
  public var scenario: String
  /// The path of `scenario` if that is a file, which is named relative to the sweep's own.
  public var path: String
  /// What is varied, in the order of the file: lists without ``points``, ranges with them.
  public var vary: [VariedParameter]
  /// How many points of a Latin hypercube are run, nil for every combination of the values.
  public var points: Int?
}

/// Reads the file at `path`, which is one document of kind Sweep.
///
/// Everything that is wrong with it goes to `diagnostics` in this one pass.
/// - Returns: The sweep, nil where there is any error.
public func readSweep(path: String, diagnostics: Diagnostics) -> SweepSpecification? {
  var sources = SourceTexts()
  return readSweep(path: path, sources: &sources, diagnostics: diagnostics)
}

/// Reads the sweep at `path` and hands the text over, for messages that show lines.
public func readSweep(
  path: String, sources: inout SourceTexts, diagnostics: Diagnostics
) -> SweepSpecification? {
  let loaded = loadDocuments(paths: [path], diagnostics: diagnostics)
  sources.merge(loaded.sources)
  return read(loaded, file: path, folder: folder(of: path), diagnostics)
}

/// Reads the sweep in `text` as that of the file `file`; its scenario is named relative to `folder`.
public func readSweep(
  text: String, file: String = "sweep.yaml", folder: String = "", diagnostics: Diagnostics
) -> SweepSpecification? {
  read(
    loadDocuments(text: text, file: file, diagnostics: diagnostics), file: file, folder: folder, diagnostics)
}

private func read(
  _ loaded: LoadedDocuments, file: String, folder: String, _ diagnostics: Diagnostics
) -> SweepSpecification? {
  // A file that could not be read, or is no YAML, has its message by now.
  guard let first = loaded.documents.first else { return nil }
  for other in loaded.documents.dropFirst() {
    diagnostics.report(
      .sweepForm, "the file of a sweep has no other document", at: other.root.location,
      suggestion: "put it into a file of its own")
  }
  guard first.root["kind"]?.text == "Sweep", first.root["apiVersion"]?.text == "weir/v1" else {
    diagnostics.report(
      .sweepForm, "no Sweep in \(file)", at: first.root.location,
      suggestion: "a sweep begins with `apiVersion: weir/v1` and `kind: Sweep`")
    return nil
  }
  let sweep = SweepReader(first, diagnostics: diagnostics).read(in: folder)
  return diagnostics.hasErrors ? nil : sweep
}
