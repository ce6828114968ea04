import Documents

extension Scenario {
  /// The paths of the files with numbers that its document names, such as traces, rates and measured times, in the order of the document.
  ///
  /// They are read with the scenario, and their contents are not among its inputs.
  public var dataFiles: [String] {
    guard let document = documents.first else { return [] }
    return Self.files(in: document.root).map(path(ofDataFile:))
  }

  /// Where a file lies that the document names.
  public func path(ofDataFile name: String) -> String {
    guard !name.hasPrefix("/"), let file = documents.first?.file, let slash = file.lastIndex(of: "/") else {
      return name
    }
    return file[...slash] + name
  }

  private static func files(in value: Value) -> [String] {
    switch value.content {
    case .mapping(let fields):
      fields.flatMap { field in
        if field.key == "file", let name = field.value.text { return [name] }
        return files(in: field.value)
      }
    case .sequence(let items): items.flatMap(files)
    case .scalar, .null: []
    }
  }
}
