import Clusters
import Foundation
import Testing

@Suite("The places of inputs in a pod")
struct InputPlacesTests {
  private func manifest(
    _ directory: String, _ files: [String], _ words: [String]
  ) throws -> ParsedManifest {
    try ParsedManifest(
      .sample(arguments: words.map { .file($0) }), directory: directory,
      files: files.map { .init(path: $0, bytes: Array($0.utf8)) })
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let directory: String
    let files: [String]
    let words: [String]
    let placed: [String]
    let workingDirectory: String
    let mapped: [String]
  }

  private static let cases = [
    Case(
      testDescription: "beside the current folder", directory: "/home/u/proj",
      files: ["/home/u/proj/grid.yaml", "/home/u/proj/a/b.log"],
      words: ["grid.yaml", "./grid.yaml"], placed: ["a/b.log", "grid.yaml"], workingDirectory: "/input",
      mapped: ["grid.yaml", "./grid.yaml"]),
    Case(
      testDescription: "above the current folder", directory: "/home/u/proj", files: ["/home/u/grid.yaml"],
      words: ["../grid.yaml"], placed: ["grid.yaml", "proj/.folder"], workingDirectory: "/input/proj",
      mapped: ["../grid.yaml"]),
    Case(
      testDescription: "by way of a folder above all inputs", directory: "/home/u/proj",
      files: ["/home/u/proj/grid.yaml"], words: ["../../u/proj/grid.yaml"], placed: ["u/proj/grid.yaml"],
      workingDirectory: "/input/u/proj", mapped: ["../../u/proj/grid.yaml"]),
    Case(
      testDescription: "by way of a folder without inputs", directory: "/home/u/proj",
      files: ["/home/u/proj/grid.yaml"], words: ["notes/../grid.yaml"],
      placed: ["grid.yaml", "notes/.folder"], workingDirectory: "/input", mapped: ["notes/../grid.yaml"]),
    Case(
      testDescription: "named by a file, by way of a folder without inputs", directory: "/home/u/proj",
      files: ["/home/u/proj/grid.yaml", "/home/u/proj/notes/../../shared/b.yaml"], words: ["grid.yaml"],
      placed: ["proj/grid.yaml", "proj/notes/.folder", "shared/b.yaml"], workingDirectory: "/input/proj",
      mapped: ["grid.yaml"]),
    Case(
      testDescription: "by absolute paths", directory: "/home/u/proj",
      files: ["/home/u/proj/grid.yaml", "/home/u/data/b.log"],
      words: ["/home/u/proj/grid.yaml", "/home/u/proj/x/../../data/./b.log"],
      placed: ["data/b.log", "proj/grid.yaml", "proj/x/.folder"], workingDirectory: "/input/proj",
      mapped: ["/input/proj/grid.yaml", "/input/data/b.log"]),
    Case(
      testDescription: "with nothing in common", directory: "/home/u/proj", files: ["/data/b.log"],
      words: ["/data/b.log"], placed: ["data/b.log", "home/u/proj/.folder"],
      workingDirectory: "/input/home/u/proj", mapped: ["/input/data/b.log"]),
    Case(
      testDescription: "in the root", directory: "/", files: ["/grid.yaml"],
      words: ["../../grid.yaml", "/grid.yaml"], placed: ["grid.yaml"], workingDirectory: "/input",
      mapped: ["../../grid.yaml", "/input/grid.yaml"]),
    Case(
      testDescription: "by paths that are not clean", directory: "/home//u/./x/../proj/",
      files: ["//home/u/proj/./grid.yaml", "/home/u/proj/grid.yaml"], words: [".//grid.yaml"],
      placed: ["grid.yaml"], workingDirectory: "/input", mapped: [".//grid.yaml"]),
    Case(
      testDescription: "whose letters are written in two ways", directory: "/home/u",
      files: ["/home/u/\u{E9}", "/home/u/e\u{301}", "/home/u/a/\u{301}b"], words: [],
      placed: ["a/\u{301}b", "e\u{301}", "\u{E9}"], workingDirectory: "/input", mapped: []),
  ]

  @Test("inputs lie to each other as at home, and relative words stay", arguments: cases)
  func places(of example: Case) throws {
    let manifest = try manifest(example.directory, example.files, example.words)
    let items = manifest.pod["volumes"][0]["configMap"]["items"].list
    let placed = items.compactMap { $0["path"].text }.map { Array($0.utf8) }
    #expect(placed.sorted { $0.lexicographicallyPrecedes($1) } == example.placed.map { Array($0.utf8) })
    #expect(manifest.container["workingDir"].text == example.workingDirectory)
    #expect(Array(manifest.words.dropFirst().prefix(example.words.count)) == example.mapped)
  }

  @Test(
    "names that Kubernetes keeps to itself are left to the volume", arguments: ["..a", "...", "..data/a"])
  func reserved(name: String) throws {
    let manifest = try manifest("/home/u", ["/home/u/\(name)", "/home/u/b"], ["b"])
    #expect(manifest.document("ConfigMap").any == nil)
    #expect(try self.manifest("/home/u", ["/home/u/c/\(name)", "/home/u/b"], ["b"]).files.count == 2)
  }

  @Test("what a path leads to at home it leads to in the pod, whichever way it goes")
  func resolution() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(
      "weir-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: home) }
    let folders = ["a", "a/b", "a/b/c", "a/d", "e"]
    for folder in folders {
      try FileManager.default.createDirectory(
        at: home.appending(path: folder), withIntermediateDirectories: true)
      try Data(folder.utf8).write(to: home.appending(path: "\(folder)/f"))
    }
    var state: UInt64 = 5
    for number in 0..<60 {
      let directory = home.path + "/" + folders[Int(HostileText.next(&state) % 5)]
      let words = (0..<3).compactMap { _ in Self.way(from: directory, &state) }
      let manifest = try ParsedManifest(
        .sample(arguments: words.map { .file($0) }), directory: directory,
        files: words.map { word in
          .init(
            path: "\(directory)/\(word)",
            bytes: Array((FileManager.default.contents(atPath: "\(directory)/\(word)") ?? Data())))
        })
      let pod = home.appending(path: "pods/\(number)")
      for (path, bytes) in manifest.files {
        let url = pod.appending(path: "input/\(path)")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
      }
      let place = pod.path + (manifest.container["workingDir"].text ?? "")
      for word in words {
        let expected = try #require(FileManager.default.contents(atPath: "\(directory)/\(word)"))
        #expect(FileManager.default.contents(atPath: "\(place)/\(word)") == expected, "\(directory): \(word)")
      }
    }
  }

  /// A relative path to a file, found by going up and down at random.
  private static func way(from directory: String, _ state: inout UInt64) -> String? {
    var word = ""
    for _ in 0..<(HostileText.next(&state) % 7) {
      let next = word + ["../", "a/", "b/", "c/", "d/", "e/", "./"][Int(HostileText.next(&state) % 7)]
      let file = "\(directory)/\(next)f"
      if FileManager.default.fileExists(atPath: file) { word = next }
    }
    return word + "f"
  }
}
