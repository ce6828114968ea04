import ArgumentParser
import Documents
import Foundation
import Reports
import Results
import Scenarios

struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract: "List, show and copy the scenarios of the gallery.",
    discussion: """
      EXAMPLES
        weir scenarios
        weir scenarios show quickstart
        weir scenarios copy quickstart my-scenario
      """,
    subcommands: [List.self, Show.self, Copy.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the scenarios.")

    @OptionGroup var plain: PlainOption

    func run() throws {
      let rows = try ScenariosCommand.gallery().entries.map { [SQLValue.text($0.name), .text($0.summary)] }
      try Output.write(
        QueryReport(columns: ["NAME", "DESCRIPTION"], rows: rows).table(plain.screenStyle()))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the page and the scenario file.")

    @Argument(help: "The name of a scenario.", completion: .gallery)
    var name: String

    func run() throws {
      let folder = try ScenariosCommand.folder(of: name)
      for file in ["README.md", "scenario.yaml"] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
        try Output.write(String(decoding: data, as: UTF8.self))
      }
    }
  }

  struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a scenario with its manifests, to change it.")

    @Argument(help: "The name of a scenario.", completion: .gallery)
    var name: String

    @Argument(help: "The new folder; it must not exist.", completion: .directory)
    var destination: String

    func run() throws {
      let folder = try ScenariosCommand.folder(of: name)
      if FileManager.default.fileExists(atPath: destination) {
        throw Failure(.cannotCreate, "\(destination) exists already")
      }
      do {
        try Self.copyFiles(in: folder, to: destination)
      } catch {
        throw Failure(.cannotCreate, "cannot copy to \(destination): \(error.localizedDescription)")
      }
      Terminal.say("copied; try: weir run \(destination)/scenario.yaml")
    }

    /// Copies what is in a folder, at any depth, into a new one. Unlike `FileManager`'s copies, which keep the owner of the original and
    /// so are denied to all but root where root installed the gallery, these belong to the caller.
    private static func copyFiles(in folder: String, to destination: String) throws {
      let manager = FileManager.default
      try manager.createDirectory(atPath: destination, withIntermediateDirectories: false)
      for name in try manager.contentsOfDirectory(atPath: folder) {
        let (original, copy) = ("\(folder)/\(name)", "\(destination)/\(name)")
        var isFolder: ObjCBool = false
        if manager.fileExists(atPath: original, isDirectory: &isFolder), isFolder.boolValue {
          try copyFiles(in: original, to: copy)
        } else {
          try Data(contentsOf: URL(fileURLWithPath: original)).write(to: URL(fileURLWithPath: copy))
        }
      }
    }
  }

  static func gallery() throws -> Gallery {
    guard let gallery = Gallery.ofThisProcess else {
      throw Failure(
        .inputMissing,
        "no gallery found: run in the folder that holds scenarios/, or set WEIR_SCENARIOS to it")
    }
    return gallery
  }

  static func folder(of name: String) throws -> String {
    let gallery = try gallery()
    if let folder = gallery.folder(of: name) { return folder }
    let near = didYouMean(name, among: gallery.names).map { "; \($0)" } ?? ""
    throw Failure(
      .inputMissing, "no scenario \"\(name)\"; there are: \(gallery.names.joined(separator: ", "))\(near)")
  }
}
