import Documents
import Foundation
import Testing

/// A folder of files that is removed when the test ends.
private final class Folder {
  let path: String

  init(_ files: [String: String]) throws {
    path = NSTemporaryDirectory() + "/weir-documents-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let file = "\(path)/\(name)"
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  /// The names of the files that `paths` lead to, without the folder in front, and the problems.
  func load(_ paths: String..., limits: Limits = Limits()) -> (files: [String], problems: [Diagnostic]) {
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(paths: paths, relativeTo: path, limits: limits, diagnostics: diagnostics)
    return (loaded.documents.map { String($0.file.dropFirst(path.count + 1)) }, diagnostics.all)
  }
}

@Suite("Input files")
struct InputFileTests {
  private static let tree = [
    "b.yaml": "b: 1", "a.yml": "a: 1", "Z.json": "{\"kind\": \"Z\"}", "notes.txt": "not: read",
    "sub/c.yaml": "c: 1",
    "sub/deep/d.yaml": "d: 1", ".hidden.yaml": "h: 1", ".git/e.yaml": "e: 1", "sub/B.yaml": "B: 1",
    "sub/x.yaml.bak": "",
  ]

  @Test(
    "a path stands for files in the order of their names' bytes",
    arguments: [
      (["."], ["./Z.json", "./a.yml", "./b.yaml", "./sub/B.yaml", "./sub/c.yaml", "./sub/deep/d.yaml"]),
      (["sub/"], ["sub/B.yaml", "sub/c.yaml", "sub/deep/d.yaml"]),
      (["b.yaml", "a.yml"], ["b.yaml", "a.yml"]),
      (["./b.yaml"], ["./b.yaml"]),
      (["notes.txt"], ["notes.txt"]),
      (["*.yaml"], ["b.yaml"]),
      (["?.y*ml"], ["a.yml", "b.yaml"]),
      (["*"], ["Z.json", "a.yml", "b.yaml", "sub/B.yaml", "sub/c.yaml", "sub/deep/d.yaml"]),
      (["**"], ["Z.json", "a.yml", "b.yaml", "sub/B.yaml", "sub/c.yaml", "sub/deep/d.yaml"]),
      (["**/*.yaml"], ["b.yaml", "sub/B.yaml", "sub/c.yaml", "sub/deep/d.yaml"]),
      (["sub/**/d.yaml"], ["sub/deep/d.yaml"]),
      (["**/deep/**/*.yaml"], ["sub/deep/d.yaml"]),
      (["s?b/*.yaml"], ["sub/B.yaml", "sub/c.yaml"]),
      ([".hid*"], [".hidden.yaml"]),
      (
        ["sub", "sub/c.yaml", "b.yaml", "./b.yaml"],
        ["sub/B.yaml", "sub/c.yaml", "sub/deep/d.yaml", "b.yaml"]
      ),
    ] as [([String], [String])])
  func paths(paths: [String], files: [String]) throws {
    let folder = try Folder(Self.tree)
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(paths: paths, relativeTo: folder.path, diagnostics: diagnostics)
    #expect(loaded.documents.map { String($0.file.dropFirst(folder.path.count + 1)) } == files)
    #expect(diagnostics.all == [])
  }

  @Test(
    "what does not exist or holds no YAML is an error of its own",
    arguments: [
      ("c.yaml", "YAML001", "there is no file or folder", "did you mean \"b.yaml\"?"),
      ("none/b.yaml", "YAML001", "there is no file or folder", nil),
      ("empty", "YAML003", "holds no YAML or JSON file", "files end in .yaml, .yml or .json"),
      ("*.toml", "YAML003", "is YAML or JSON", "files end in .yaml, .yml or .json"),
      ("none/*.yaml", "YAML003", "is YAML or JSON", "files end in .yaml, .yml or .json"),
      ("blank.yaml", "YAML003", "no document in", nil),
    ] as [(String, String, String, String?)])
  func missing(path: String, code: String, says: String, suggestion: String?) throws {
    let folder = try Folder(["b.yaml": "b: 1", "empty/notes.txt": "", "blank.yaml": "# nothing\n---\n"])
    let problems = folder.load(path).problems
    #expect(problems.map(\.code) == [code])
    #expect(problems.first?.message.contains(says) == true)
    #expect(problems.first?.suggestion == suggestion)
  }

  @Test("a missing path hides neither other files nor their mistakes")
  func oneMissing() throws {
    let folder = try Folder(["a.yaml": "a: ]", "b.yaml": "b: 1"])
    let (files, problems) = folder.load("none.yaml", "a.yaml", "b.yaml")
    #expect(files == ["b.yaml"])
    #expect(problems.map(\.code) == ["YAML001", "YAML005"])
  }

  @Test("a missing path may be as short as it likes", arguments: ["", "\u{7}", "/\u{7}", "\u{7}/", "é"])
  func short(path: String) {
    let diagnostics = Diagnostics()
    _ = loadDocuments(paths: [path], diagnostics: diagnostics)
    #expect(diagnostics.all.map(\.code) == ["YAML001"])
  }

  @Test("a path from a file is reported where it stands there")
  func place() {
    let place = SourceLocation(file: "scenario.yaml", line: 7, column: 15)
    let diagnostics = Diagnostics()
    _ = loadDocuments(paths: [InputPath("no/such", at: place)], diagnostics: diagnostics)
    #expect(diagnostics.all.map(\.location) == [place])
  }

  @Test("links are followed, and those that lead back are read once")
  func links() throws {
    let folder = try Folder(["m/a.yaml": "a: 1", "other/b.yaml": "b: 1"])
    try folder.link("m/self", to: ".")
    try folder.link("m/up", to: "..")
    try folder.link("m/gone.yaml", to: "nowhere")
    try folder.link("m/copy.yaml", to: "a.yaml")
    for path in ["m", "m/**", "m/*", "**/*.yaml"] {
      let (files, problems) = folder.load(path)
      #expect(files.count == 2, "\(path): \(files)")
      #expect(problems == [])
    }
  }

  @Test("the same file is read once by whatever name, and not at all where the caller has it already")
  func once() throws {
    let folder = try Folder(["a.yaml": "a: 1", "b.yaml": "b: 1"])
    let diagnostics = Diagnostics()
    let first = loadDocuments(
      paths: ["a.yaml", "./a.yaml", "*.yaml"], relativeTo: folder.path + "/", diagnostics: diagnostics)
    #expect(first.documents.map(\.root.flow) == ["{a: 1}", "{b: 1}"])
    #expect(first.files.count == 2)
    let second = loadDocuments(
      paths: ["."], relativeTo: folder.path, excluding: Array(first.files.prefix(1)), diagnostics: diagnostics
    )
    #expect(second.documents.map(\.root.flow) == ["{b: 1}"])
    #expect(diagnostics.all == [])
  }

  @Test("the standard input is read where - stands, once")
  func standardInput() throws {
    let folder = try Folder(["in": "a: 1\na: 2\n"])
    let diagnostics = Diagnostics()
    let handle = try #require(FileHandle(forReadingAtPath: folder.path + "/in"))
    let loaded = loadDocuments(paths: ["-", "-"], standardInput: handle, diagnostics: diagnostics)
    #expect(loaded.documents.map(\.root.flow) == ["{a: 1}"])
    #expect(diagnostics.all.map(\.location?.description) == ["-:2:1"])
  }

  @Test("files, bytes and folder entries have limits")
  func limits() throws {
    let folder = try Folder(["a.yaml": "a: 1", "b.yaml": "b: 1", "c.yaml": "c: 1"])
    #expect(folder.load(".", limits: LimitTests.limits { $0.files = 3 }).problems == [])
    #expect(folder.load(".", limits: LimitTests.limits { $0.files = 2 }).problems.map(\.code) == ["YAML024"])
    #expect(
      folder.load(".", limits: LimitTests.limits { $0.folderEntries = 2 }).problems.map(\.code) == ["YAML024"]
    )
    #expect(
      folder.load("*", limits: LimitTests.limits { $0.folderEntries = 2 }).problems.map(\.code) == ["YAML024"]
    )
    #expect(folder.load(".", limits: LimitTests.limits { $0.totalSize = 12 }).problems == [])
    #expect(
      folder.load(".", limits: LimitTests.limits { $0.totalSize = 11 }).problems.map(\.brief) == [
        "YAML020 1:1"
      ])
    #expect(
      folder.load(".", limits: LimitTests.limits { $0.totalNodes = 8 }).problems.map(\.brief) == [
        "YAML022 1:4"
      ])
  }

  @Test("a folder whose own name looks like a pattern is no pattern")
  func starInBase() throws {
    let folder = try Folder(["a*/b.yaml": "b: 1", "ab/c.yaml": "c: 1"])
    #expect(folder.load("a*/b.yaml").files == ["a*/b.yaml"])
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(paths: ["*.yaml"], relativeTo: folder.path + "/a*", diagnostics: diagnostics)
    #expect(loaded.documents.map(\.root.flow) == ["{b: 1}"])
  }

  @Test("a pattern with many stars comes to its end")
  func stars() throws {
    let name = String(repeating: "a", count: 200)
    let folder = try Folder([name + ".yaml": "a: 1", "d/d/d/d/d/d/d/d/\(name).yaml": "a: 1"])
    #expect(folder.load(String(repeating: "*a", count: 60) + "b.yaml").problems.map(\.code) == ["YAML003"])
    #expect(folder.load(String(repeating: "**/", count: 60) + "*.yaml").files.count == 2)
  }

  @Test(
    "JSON that is found in a folder and is no object is left out, with a note; named, or as YAML, it is an error"
  )
  func foreign() throws {
    let folder = try Folder([
      "a.yaml": "apiVersion: v1\nkind: A", "cases.json": "[1, 2]", "meta.json": "{\"x\": {\"kind\": 1}}",
      "list/odd.yaml": "[1]",
    ])
    let (files, problems) = folder.load("a.yaml", "cases.json")
    #expect(files == ["a.yaml"])
    #expect(problems.map(\.code) == ["YAML014"])
    let found = folder.load("*.json", "a.yaml")
    #expect(found.files == ["a.yaml"])
    #expect(found.problems.map(\.code) == ["YAML018", "YAML018"])
    #expect(found.problems.allSatisfy { $0.severity == .note })
    #expect(folder.load("list").problems.map(\.code) == ["YAML014"])
    #expect(folder.load("*.json").problems.map(\.code) == ["YAML018", "YAML018", "YAML003"])
  }
}
