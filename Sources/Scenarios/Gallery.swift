import Documents
import Foundation

/// The folder of ready-made scenarios: `NAME/scenario.yaml` each.
public struct Gallery: Sendable {
  /// A scenario of the gallery.
  public struct Entry: Sendable, Equatable {
    /// The name of its folder.
    public let name: String
    /// Its scenario file.
    public let path: String
    /// The first line of its description, empty without one.
    public let summary: String
  }

  /// Where the gallery is.
  public let folder: String

  /// The gallery at `folder`.
  public init(folder: String) {
    self.folder = folder
  }

  /// The first gallery of: `$WEIR_SCENARIOS`, `scenarios` in the current folder, `scenarios` or, where it was installed,
  /// `share/weir/scenarios` in a parent folder of the executable.
  ///
  /// - Parameters:
  ///   - environment: the variables of the process.
  ///   - executable: the path of the running program, nil where it is unknown.
  public static func find(environment: [String: String], executable: String?) -> Gallery? {
    var candidates: [String] = []
    if let named = environment["WEIR_SCENARIOS"], !named.isEmpty { candidates.append(named) }
    candidates.append("scenarios")
    var parent = executable.map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent()
    }
    while let folder = parent, folder.path != "/" {
      candidates += ["scenarios", "share/weir/scenarios"].map { folder.appendingPathComponent($0).path }
      parent = folder.deletingLastPathComponent()
    }
    return candidates.map(Gallery.init(folder:)).first { !$0.names.isEmpty }
  }

  /// The names of the scenarios, in order.
  public var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: path(of: $0)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The scenarios with their descriptions.
  public var entries: [Entry] {
    names.map { Entry(name: $0, path: path(of: $0), summary: summary(of: $0)) }
  }

  /// The folder of the scenario called `name`, nil where there is none; a name is never a path out of the gallery.
  public func folder(of name: String) -> String? {
    names.contains(name) ? "\(folder)/\(name)" : nil
  }

  /// The file of the scenario called `name`, whether there is one or not.
  private func path(of name: String) -> String { "\(folder)/\(name)/scenario.yaml" }

  /// The file of the scenario called `name`, nil where there is none.
  public func scenario(called name: String) -> String? {
    names.contains(name) ? path(of: name) : nil
  }

  private func summary(of name: String) -> String {
    let diagnostics = Diagnostics()
    let documents = loadDocuments(paths: [path(of: name)], diagnostics: diagnostics).documents
    let description = documents.lazy.compactMap { $0.root["spec"]?["description"]?.text }.first ?? ""
    return String(description.split(separator: "\n").first ?? "")
  }
}
