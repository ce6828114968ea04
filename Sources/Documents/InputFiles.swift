import Foundation

/// Finds the files that a path of the user stands for.
struct InputFiles {
  /// A file to read.
  struct File {
    /// As messages name it, and as it is opened.
    var name: String
    /// The same for every name of the same file.
    var identity: String
    /// Whether it was found in a folder or by a pattern, and not named itself.
    var isFound = false
  }

  private let budget: Budget
  private let diagnostics: Diagnostics
  private let manager = FileManager.default

  init(budget: Budget, diagnostics: Diagnostics) {
    self.budget = budget
    self.diagnostics = diagnostics
  }

  /// The files of `input`; reports what is missing or empty.
  mutating func expand(_ input: InputPath, relativeTo base: String) -> [File] {
    let name = Self.join(base, input.path)
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: name, isDirectory: &isFolder) {
      guard isFolder.boolValue else { return [File(name: name, identity: Self.identity(of: name) ?? name)] }
      return filled(
        files(below: name, at: input.location), "the folder \(name) holds no YAML or JSON file", input)
    }
    guard Glob.isPattern(input.path) else {
      // Not by NSString, whose deletingLastPathComponent traps on a name of one character.
      let slash = name.lastIndex(of: "/")
      let folder = slash.map { String(name[...$0]) } ?? ""
      diagnostics.report(
        .missingInput, "there is no file or folder \(name)", at: input.location,
        suggestion: didYouMean(
          slash.map { String(name[name.index(after: $0)...]) } ?? name,
          among: entries(of: folder, at: nil) ?? []))
      return []
    }
    return filled(
      matches(of: input.path, in: base, at: input.location), "nothing that \(name) matches is YAML or JSON",
      input)
  }

  private func filled(_ files: [File]?, _ message: String, _ input: InputPath) -> [File] {
    guard let files else { return [] }
    if files.isEmpty {
      diagnostics.report(
        .nothingFound, message, at: input.location, suggestion: "files end in .yaml, .yml or .json")
    }
    return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The files below a folder; a folder that links lead back to is read once. Nil where a limit was reached.
  private func files(below folder: String, at location: SourceLocation?) -> [File]? {
    var files: [File] = []
    var waiting = [folder]
    var seen: Set<String> = []
    while let next = waiting.popLast() {
      guard let identity = Self.identity(of: next), seen.insert(identity).inserted else { continue }
      guard let entries = entries(of: next, at: location) else { return nil }
      for entry in entries where !entry.hasPrefix(".") {
        let name = Self.join(next, entry)
        switch kind(of: name) {
        case .folder: waiting.append(name)
        case .file(let identity):
          if Self.isYAML(entry) { files.append(File(name: name, identity: identity, isFound: true)) }
        case .other: break
        }
      }
    }
    return files
  }

  /// The files that `pattern` matches below `base`, and those below the folders that it matches. Nil where a limit was reached.
  private func matches(of pattern: String, in base: String, at location: SourceLocation?) -> [File]? {
    // What stands before the first part with a wildcard is a name and no pattern.
    let start = pattern.prefix { $0 != "*" && $0 != "?" }.lastIndex(of: "/")
    let name = start.map { String(pattern[...$0]) } ?? ""
    let parts = pattern[(start.map { pattern.index(after: $0) } ?? pattern.startIndex)...]
      .split(separator: "/").map(String.init)
    var files: [File] = []
    var waiting = [(name: Self.join(base, name), part: 0)]
    var seen: Set<String> = []
    while let (folder, part) = waiting.popLast() {
      guard let identity = Self.identity(of: folder.isEmpty ? "." : folder),
        seen.insert("\(part) \(identity)").inserted
      else { continue }
      guard part < parts.count else {
        guard let below = self.files(below: folder, at: location) else { return nil }
        files += below
        continue
      }
      if parts[part] == "**" { waiting.append((folder, part + 1)) }
      guard let entries = candidates(parts[part], in: folder, at: location) else { return nil }
      for entry in entries {
        let name = Self.join(folder, entry)
        switch kind(of: name) {
        case .folder: waiting.append((name, parts[part] == "**" ? part : part + 1))
        case .file(let identity):
          let isLast = part + 1 == parts.count
          if isLast, Self.isYAML(entry) { files.append(File(name: name, identity: identity, isFound: true)) }
        case .other: break
        }
      }
    }
    return files
  }

  /// The entries of `folder` that one part of a pattern matches.
  private func candidates(_ part: String, in folder: String, at location: SourceLocation?) -> [String]? {
    guard Glob.isPattern(part) else { return [part] }
    guard let entries = entries(of: folder, at: location) else { return nil }
    return entries.filter { Glob.matches($0, part == "**" ? "*" : part) }
  }

  /// What lies in `folder`, nil where a limit was reached; a folder that cannot be read is reported and is empty.
  private func entries(of folder: String, at location: SourceLocation?) -> [String]? {
    guard let entries = try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder) else {
      if manager.fileExists(atPath: folder) {
        diagnostics.report(.unreadable, "cannot read the folder \(folder)", at: location)
      }
      return []
    }
    budget.folderEntries += entries.count
    guard budget.folderEntries <= budget.limits.folderEntries else {
      diagnostics.report(
        .tooManyFiles, "the folders named hold more than \(budget.limits.folderEntries) entries", at: location
      )
      return nil
    }
    return entries.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private enum Kind {
    case folder
    case file(identity: String)
    case other
  }

  /// What `name` is, links followed.
  ///
  /// `FileManager` would look up the owner's name too, in libraries of the system where they keep names elsewhere than in
  /// `/etc/passwd`; a statically linked program crashes in them.
  private func kind(of name: String) -> Kind {
    var status = stat()
    guard let identity = Self.identity(of: name), stat(identity, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file(identity: identity)
    default: return .other
    }
  }

  private static func identity(of name: String) -> String? {
    guard let resolved = realpath(name, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || name.hasPrefix("/") { return name }
    if name.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  private static func isYAML(_ name: String) -> Bool {
    [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
  }
}
