import ArgumentParser
import Foundation
import Scenarios

extension CompletionKind {
  /// The names of the gallery.
  static let gallery = custom { _, _, typed in Gallery.names(beginningWith: typed) }

  /// The names of the gallery, and YAML files.
  static let scenario = custom { _, _, typed in
    Gallery.names(beginningWith: typed) + paths(beginningWith: typed)
  }

  /// The YAML files and the folders whose paths begin with `typed`; what is hidden only where its dot was typed.
  private static func paths(beginningWith typed: String) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasPrefix(start), !name.hasPrefix(".") || start.hasPrefix(".") else { return nil }
      var isFolder: ObjCBool = false
      let path = folder + name
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
      if isFolder.boolValue { return path + "/" }
      return [".yaml", ".yml"].contains { name.hasSuffix($0) } ? path : nil
    }
  }
}

extension Gallery {
  /// The names of the gallery that this process finds which begin with `typed`.
  fileprivate static func names(beginningWith typed: String) -> [String] {
    (ofThisProcess?.names ?? []).filter { $0.hasPrefix(typed) }
  }
}
