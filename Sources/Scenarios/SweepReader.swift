import Documents

/// Reads a Sweep document.
struct SweepReader {
  private let top: Reader
  private let spec: Reader
  private let diagnostics: Diagnostics

  init(_ document: Document, diagnostics: Diagnostics) {
    let name = document.root["metadata"]?["name"]?.text
    top = Reader(
      document.root, object: name.map { "Sweep/\($0)" } ?? "Sweep", codes: .scenario, diagnostics: diagnostics
    )
    top.ignore("apiVersion", "kind")
    spec = top.reader(
      of: top.required("spec") ?? Value(.null, at: document.root.location), at: FieldPath("spec"))
    self.diagnostics = diagnostics
  }

  /// Reads everything; the scenario is named relative to `folder`.
  func read(in folder: String) -> SweepSpecification? {
    let name = readName()
    guard top.has("spec") else {
      top.finish()
      return nil
    }
    let scenario = readScenario()
    let points = spec.count("points", from: 1, upTo: Bounds.gridPoints)
    let vary = readVary(isGrid: !spec.has("points"))
    spec.finish()
    top.finish()
    guard let scenario, let vary else { return nil }
    let path = folder.isEmpty || scenario.hasPrefix("/") ? scenario : "\(folder)/\(scenario)"
    return SweepSpecification(name: name, scenario: scenario, path: path, vary: vary, points: points)
  }

  private func readName() -> String? {
    guard let metadata = top.mapping("metadata") else { return nil }
    metadata.ignore("annotations", "labels", "namespace")
    let name = metadata.string("name")
    metadata.finish()
    if let name, !isPlainName(name, upTo: 200) || name.hasPrefix(".") {
      metadata.report(
        .invalid, "expected a name of letters, digits, - . and _, found \"\(name.prefix(80))\"", about: "name"
      )
    }
    return name
  }

  private func readScenario() -> String? {
    guard let text = spec.requiredString("scenario") else { return nil }
    guard !text.isEmpty else {
      spec.report(.invalid, "expected a file, or a name of the gallery", about: "scenario")
      return nil
    }
    return text
  }

  // MARK: What is varied

  private func readVary(isGrid: Bool) -> [VariedParameter]? {
    guard let value = spec.required("vary") else { return nil }
    let path = spec.path.field("vary")
    guard case .mapping(let fields) = value.content, !fields.isEmpty else {
      spec.report(
        .type, "expected a mapping from paths to values, found \(value.described)", at: value.location,
        path: path, suggestion: "write `vary: {spec.dataPlane.replicas: [1, 2, 20]}`")
      return nil
    }
    let parameters = fields.compactMap { parameter($0, at: path.field($0.key), isGrid: isGrid) }
    for problem in gridProblems(parameters) {
      spec.report(problem.code, problem.message, at: value.location, path: path)
    }
    return parameters
  }

  private func parameter(_ field: Value.Field, at path: FieldPath, isGrid: Bool) -> VariedParameter? {
    let own = Diagnostics()
    let change = Change(field.key + "=", diagnostics: own)
    for problem in own.all {
      spec.report(
        problem.code, problem.message, at: field.location, path: path, suggestion: problem.suggestion)
    }
    let values = isGrid ? list(field.value, at: path) : range(field.value, at: path)
    guard let change, let values else { return nil }
    guard change.value.isEmpty else {
      spec.report(
        .changeForm, "expected a path, found \"\(field.key.prefix(200))\"", at: field.location, path: path,
        suggestion: "write the values behind the colon")
      return nil
    }
    return VariedParameter(path: field.key, change: change, values: values)
  }

  private func list(_ value: Value, at path: FieldPath) -> VariedParameter.Values? {
    guard case .sequence(let items) = value.content, !items.isEmpty else {
      spec.report(
        .type, "expected a list of values, found \(value.described)", at: value.location, path: path,
        suggestion: "write [1, 2, 20]; {from: 1, to: 20} goes with spec.points")
      return nil
    }
    guard items.count <= Bounds.variedValues else {
      spec.report(
        .tooLarge, "\(items.count) values are more than \(Bounds.variedValues), the most that a path takes",
        at: value.location, path: path)
      return nil
    }
    var seen: Set<String> = []
    let texts = items.enumerated().map { index, item in
      let text = item.flowText()
      if !seen.insert(text).inserted {
        spec.report(
          .variedTwice, "the value \(text.prefix(80)) is there twice", at: item.location,
          path: path.item(index))
      }
      return text
    }
    return .list(texts)
  }

  private func range(_ value: Value, at path: FieldPath) -> VariedParameter.Values? {
    guard case .mapping = value.content else {
      spec.report(
        .type, "expected {from: LOW, to: HIGH}, found \(value.described)", at: value.location, path: path,
        suggestion:
          "with spec.points every path has a range; lists are run in all combinations, without points")
      return nil
    }
    let reader = spec.reader(of: value, at: path)
    let low = end("from", of: reader)
    let high = end("to", of: reader)
    reader.finish()
    guard let low, let high else { return nil }
    do {
      return .range(try ParameterRange(low: low, high: high))
    } catch {
      spec.report(error.code, error.message, at: value.location, path: path, suggestion: error.suggestion)
      return nil
    }
  }

  /// The text of one end.
  private func end(_ key: String, of reader: Reader) -> String? {
    guard let value = reader.required(key) else { return nil }
    if let text = value.text { return text }
    reader.report(
      .type, "expected a number, a time, a rate or a share, found \(value.described)", about: key)
    return nil
  }
}
