import Foundation

/// The documents of all files of one call, and their texts for messages.
public struct LoadedDocuments: Sendable {
  /// The documents in the order of the paths, then of the files' names, then of the files.
  public var documents: [Document]
  /// The text of every file that was read.
  public var sources: SourceTexts
  /// The files that were read, as absolute paths without links.
  public var files: [String]
}

/// A path that a user gave, and where.
public struct InputPath: Sendable {
  /// A file, a folder, a pattern with `*`, `**` or `?`, or `-` for the standard input.
  public var path: String
  /// Where it is written, if that was in a file.
  public var location: SourceLocation?

  /// Names a path.
  public init(_ path: String, at location: SourceLocation? = nil) {
    self.path = path
    self.location = location
  }
}

/// Reads the YAML and JSON documents of `paths`.
///
/// Folders are read with all folders in them, `.yaml`, `.yml` and `.json` files in the order of their names' bytes, without
/// hidden ones. A file that is named twice is read once. All problems of all files are reported; what is sound is returned.
/// - Parameters:
///   - paths: What to read.
///   - base: The folder that relative paths start from; the working directory if empty. Messages name files with it in front.
///   - excluded: Files not to read again, as in ``LoadedDocuments/files``.
///   - limits: What the input may cost.
///   - standardInput: What `-` reads.
///   - diagnostics: Where problems go; `YAML001` and `YAML002` are paths that are missing or cannot be read.
public func loadDocuments(
  paths: [InputPath], relativeTo base: String = "", excluding excluded: [String] = [],
  limits: Limits = Limits(),
  standardInput: FileHandle = .standardInput, diagnostics: Diagnostics
) -> LoadedDocuments {
  var loader = DocumentLoader(
    base: base, budget: Budget(limits), standardInput: standardInput, diagnostics: diagnostics)
  loader.seen = Set(excluded)
  for path in paths {
    loader.load(path)
  }
  loader.reportIfEmpty(paths)
  return loader.loaded
}

/// Reads the YAML and JSON documents of `paths`, which came from the command line.
public func loadDocuments(
  paths: [String], relativeTo base: String = "", excluding excluded: [String] = [], limits: Limits = Limits(),
  standardInput: FileHandle = .standardInput, diagnostics: Diagnostics
) -> LoadedDocuments {
  loadDocuments(
    paths: paths.map { InputPath($0) }, relativeTo: base, excluding: excluded, limits: limits,
    standardInput: standardInput, diagnostics: diagnostics)
}

/// Reads the documents of `text` as those of `file`.
public func loadDocuments(
  text: String, file: String, limits: Limits = Limits(), diagnostics: Diagnostics
) -> LoadedDocuments {
  loadDocuments(bytes: Array(text.utf8), file: file, limits: limits, diagnostics: diagnostics)
}

/// Reads the documents of `bytes`, which may be no text, as those of `file`.
public func loadDocuments(
  bytes: [UInt8], file: String, limits: Limits = Limits(), diagnostics: Diagnostics
) -> LoadedDocuments {
  var loader = DocumentLoader(
    base: "", budget: Budget(limits), standardInput: .standardInput, diagnostics: diagnostics)
  loader.load(bytes, file: file)
  return loader.loaded
}

/// Reads one file after the other.
private struct DocumentLoader {
  let base: String
  let budget: Budget
  let standardInput: FileHandle
  let diagnostics: Diagnostics
  var seen: Set<String> = []
  var loaded = LoadedDocuments(documents: [], sources: SourceTexts(), files: [])

  init(base: String, budget: Budget, standardInput: FileHandle, diagnostics: Diagnostics) {
    self.base = base
    self.budget = budget
    self.standardInput = standardInput
    self.diagnostics = diagnostics
  }

  mutating func load(_ input: InputPath) {
    if input.path == "-" {
      guard seen.insert("-").inserted, let bytes = read(standardInput, name: "-", at: input.location) else {
        return
      }
      return load(bytes, file: "-")
    }
    var files = InputFiles(budget: budget, diagnostics: diagnostics)
    for file in files.expand(input, relativeTo: base) {
      guard seen.insert(file.identity).inserted, countFile(at: input.location) else { continue }
      guard let handle = FileHandle(forReadingAtPath: file.name) else {
        diagnostics.report(.unreadable, "cannot read \(file.name)", at: input.location)
        continue
      }
      defer { try? handle.close() }
      guard let bytes = read(handle, name: file.name, at: input.location) else { continue }
      loaded.files.append(file.identity)
      load(
        bytes, file: file.name, leavingOutForeign: file.isFound && file.name.lowercased().hasSuffix(".json"))
    }
  }

  private func countFile(at location: SourceLocation?) -> Bool {
    budget.files += 1
    guard budget.files > budget.limits.files else { return true }
    diagnostics.report(.tooManyFiles, "the input has more than \(budget.limits.files) files", at: location)
    return false
  }

  /// All bytes of `handle`, nil where it cannot be read or holds too many.
  private func read(_ handle: FileHandle, name: String, at location: SourceLocation?) -> [UInt8]? {
    let limits = budget.limits
    var bytes: [UInt8] = []
    do {
      while bytes.count <= limits.fileSize {
        guard let part = try handle.read(upToCount: limits.fileSize + 1 - bytes.count), !part.isEmpty else {
          break
        }
        bytes.append(contentsOf: part)
      }
    } catch {
      diagnostics.report(.unreadable, "cannot read \(name)", at: location)
      return nil
    }
    return bytes
  }

  /// - Parameter leavesOutForeign: Whether documents that are no Kubernetes objects are left out, and not errors.
  mutating func load(_ bytes: [UInt8], file: String, leavingOutForeign leavesOutForeign: Bool = false) {
    let limits = budget.limits
    let place = SourceLocation(file: file, line: 1, column: 1)
    guard bytes.count <= limits.fileSize else {
      diagnostics.report(.tooLarge, "the file is larger than \(limits.fileSize) bytes", at: place)
      return
    }
    budget.bytes += bytes.count
    guard budget.bytes <= limits.totalSize else {
      diagnostics.report(.tooLarge, "the input is larger than \(limits.totalSize) bytes", at: place)
      return
    }
    guard let source = TextCheck.source(file: file, bytes: bytes, diagnostics: diagnostics) else { return }
    loaded.sources[file] = source
    loaded.documents += DocumentReader(
      source, leavingOutForeign: leavesOutForeign, budget: budget, diagnostics: diagnostics
    ).read()
  }

  /// Reports where nothing at all was found: a check of nothing must not pass.
  func reportIfEmpty(_ paths: [InputPath]) {
    guard loaded.documents.isEmpty, !loaded.sources.isEmpty, !diagnostics.hasErrors else { return }
    let names = paths.prefix(5).map(\.path).joined(separator: ", ")
    diagnostics.report(.nothingFound, "no document in \(names)", at: paths.first?.location)
  }
}
