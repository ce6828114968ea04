import Foundation

/// The scenarios of the gallery, as its index names them.
enum Gallery {
  static let folder = WeirCommand.gallery

  /// The names in the first column of the index, in its order.
  static let names: [String] = {
    let index = (try? String(contentsOfFile: "\(folder)/README.md", encoding: .utf8)) ?? ""
    return index.matches(of: /(?m)^\| \[`([^`]+)`\]\(([^)]+)\/\) \|/).filter { $0.1 == $0.2 }.map {
      String($0.1)
    }
  }()

  /// Those with a sweep in writing.
  static let sweeps = names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/sweep.yaml") }

  /// A command that knows the gallery and no other.
  static func command(in folder: TemporaryFolder) -> WeirCommand {
    var weir = WeirCommand(folder: folder)
    weir.environment["WEIR_SCENARIOS"] = Self.folder
    return weir
  }
}
