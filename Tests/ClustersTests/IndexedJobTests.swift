import Clusters
import Foundation
import Testing

@Suite("The manifest of an Indexed Job")
struct IndexedJobTests {
  private static let spec = IndexedJob.File(
    path: "/home/u/proj/grid.yaml", bytes: Array("kind: Sweep\n".utf8))

  /// `WEIR_UPDATE_GOLDENS=1` writes the file instead.
  private func expectGolden(_ text: String, _ name: String) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Goldens/ClustersTests/\(name)")
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" {
      return try text.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: url, encoding: .utf8)), "\(name)")
  }

  // MARK: The whole

  @Test("a sweep of three files is the manifest that people have read")
  func golden() throws {
    let sweep = ShardedSweep.sample(
      shards: 8, cores: 4,
      arguments: [
        .file("sweeps/grid.yaml"), .text("--overlay"), .file("../shared/it's more.yaml"), .text("--assert"),
        .text("success_ratio >= 90%"),
      ])
    let files = [
      IndexedJob.File(path: "/home/u/proj/sweeps/grid.yaml", bytes: Array("kind: Sweep\nspec: {}\n".utf8)),
      IndexedJob.File(path: "/home/u/shared/it's more.yaml", bytes: Array("  a: b\n\n".utf8)),
      IndexedJob.File(path: "/home/u/proj/traces/day.log.gz", bytes: [0x1F, 0x8B, 0, 0xFF]),
    ]
    let manifest = try ParsedManifest(sweep, image: "registry.example/weir:0.1.0", files: files)
    try expectGolden(manifest.text, "indexed-job.yaml")
    #expect(
      manifest.documents.map { $0["kind"].text } == ["ConfigMap", "PersistentVolumeClaim", "Job", "Pod"])
    let again = try ParsedManifest(sweep, image: "registry.example/weir:0.1.0", files: files.reversed())
    #expect(again.text == manifest.text)
  }

  @Test("a sweep of inputs that are too large for a ConfigMap waits for them to be copied")
  func goldenOfVolume() throws {
    let files = [
      IndexedJob.File(
        path: "/home/u/a trace.log", bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_001))
    ]
    let manifest = try ParsedManifest(.sample(arguments: [.file("../a trace.log")]), files: files)
    try expectGolden(manifest.text, "indexed-job-volume.yaml")
    #expect(manifest.documents.map { $0["kind"].text } == ["PersistentVolumeClaim", "Job", "Pod"])
  }

  @Test("inputs are in the ConfigMap up to the limit")
  func limit() throws {
    func manifest(_ size: Int) throws -> ParsedManifest {
      try ParsedManifest(files: [.init(path: "/home/u/proj/a", bytes: [UInt8](repeating: 120, count: size))])
    }
    // The key is 0-a and the path a.
    #expect(try manifest(1_000_000 - 4).document("ConfigMap").any != nil)
    #expect(try manifest(1_000_000 - 3).document("ConfigMap").any == nil)
    #expect(try manifest(1_000_000 - 3).job["suspend"].any as? Bool == true)
    #expect(try manifest(1_000_000 - 4).job["suspend"].any == nil)
  }

  @Test("a sweep without files of its own has an empty ConfigMap")
  func noFiles() throws {
    let manifest = try ParsedManifest(.sample(arguments: [.text("quickstart")]))
    #expect(manifest.document("ConfigMap")["data"].any == nil)
    #expect(manifest.pod["volumes"][0]["configMap"]["items"].any as? [String] == [])
    #expect(manifest.container["workingDir"].text == "/input")
  }

  // MARK: Bytes

  @Test(
    "the bytes of every file come back from YAML", arguments: [HostileText.samples, HostileText.random(1500)])
  func bytes(texts: [String]) throws {
    let files = texts.enumerated().map { IndexedJob.File(path: "/home/u/proj/\($0)", bytes: Array($1.utf8)) }
    let found = try ParsedManifest(files: files).files
    for (number, text) in texts.enumerated() {
      #expect(found["\(number)"] == Array(text.utf8), "\(text.debugDescription)")
    }
  }

  @Test("bytes that are no text come back as well")
  func binary() throws {
    let samples: [[UInt8]] = [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], Array(0...255),
    ]
    let files = samples.enumerated().map { IndexedJob.File(path: "/home/u/proj/\($0)", bytes: $1) }
    let manifest = try ParsedManifest(files: files)
    #expect(manifest.document("ConfigMap")["binaryData"].keys.count == samples.count)
    for (number, bytes) in samples.enumerated() { #expect(manifest.files["\(number)"] == bytes) }
  }

  @Test("text that can be read stands there to be read")
  func readable() throws {
    let manifest = try ParsedManifest(files: [
      .init(path: "/home/u/proj/a.yaml", bytes: Array("kind: Sweep # é 日本\n\nspec:\n\t- 'x'\n".utf8))
    ])
    #expect(
      manifest.text.contains("  \"0-a.yaml\": |\n    kind: Sweep # é 日本\n\n    spec:\n    \t- 'x'\n---\n"))
  }

  @Test("every word reaches the container as it was")
  func words() throws {
    let texts = HostileText.samples + HostileText.random(500)
    let manifest = try ParsedManifest(
      .sample(arguments: texts.map { .text($0) }, measured: .init(seconds: 1, memory: 1, results: 1)))
    #expect(
      manifest.words.map { Array($0.utf8) }
        == (["sweep"] + texts + ["--shard=auto/8", "--out=/results", "--jobs=1", "--quiet"]).map {
          Array($0.utf8)
        })
  }

  @Test("a byte order mark is escaped in words and in base64 in files")
  func byteOrderMark() throws {
    // Not read back: the parser of these tests drops one at the beginning of any text.
    let text = "\u{FEFF}a"
    let manifest = try ParsedManifest(
      .sample(arguments: [.text(text)]), files: [.init(path: "/home/u/proj/a", bytes: Array(text.utf8))])
    #expect(manifest.text.contains(#"- "\uFEFFa""#))
    #expect(manifest.files["a"] == Array(text.utf8))
  }

  @Test("no name, word, image or path makes anything but what it is", arguments: HostileText.samples)
  func injection(text: String) throws {
    let path = "/home/u/\(text)/grid.yaml"
    let sweep = ShardedSweep(
      name: text, jobs: 40, shards: 8, cores: 1, arguments: [.file(path), .text(text)], specification: text,
      version: text, measured: .init(seconds: .nan, memory: -1, results: .max))
    let manifest = try ParsedManifest(
      sweep, image: text, directory: "/home/u/\(text)", files: [.init(path: path, bytes: Array(text.utf8))])
    let kinds = manifest.documents.map { $0["kind"].text }
    let isReserved = text.utf8.starts(with: "..".utf8)
    #expect(kinds == (isReserved ? [] : ["ConfigMap"]) + ["PersistentVolumeClaim", "Job", "Pod"])
    #expect(manifest.container["image"].text.map { Array($0.utf8) } == Array(text.utf8))
    for line in manifest.comment {
      #expect(line.utf8.starts(with: "#".utf8))
      #expect(!line.unicodeScalars.contains(where: ShellText.isHidden))
    }
  }

  // MARK: Names

  @Test("every name is a label of DNS, with the index of the last shard and the longest ending")
  func names() throws {
    for name in HostileText.samples + ["Grid 7", "-a-", "ÄÖ", String(repeating: "a-", count: 100)] {
      let manifest = try ParsedManifest(.sample(name: name, jobs: 1_000_000, shards: 1_000_000))
      for name in manifest.documents.compactMap({ $0["metadata"]["name"].text }) + [manifest.name + "-999999"]
      {
        #expect(name.utf8.count <= 63)
        #expect(name.wholeMatch(of: /[a-z]([-a-z0-9]*[a-z0-9])?/) != nil, "\(name)")
      }
      for value in ["name", "instance", "version", "component"] {
        let label = manifest.document("Job")["metadata"]["labels"]["app.kubernetes.io/\(value)"].text ?? "-"
        #expect(label.utf8.count <= 63)
        #expect(label.wholeMatch(of: /([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?/) != nil, "\(label)")
      }
    }
    #expect(try ParsedManifest(.sample(name: "Grid 7")).name == "weir-grid-7-0123abcd")
  }

  @Test("keys of the ConfigMap are unlike each other and as Kubernetes wants them")
  func keys() throws {
    let names =
      HostileText.samples.filter { !$0.isEmpty } + [
        "a/b", "a_b", "..a", "x" + String(repeating: "é", count: 400),
      ]
    let files = names.map { IndexedJob.File(path: "/home/u/proj/f/\($0)", bytes: Array($0.utf8)) }
    let manifest = try ParsedManifest(files: files)
    let keys = manifest.document("ConfigMap")["data"].keys + manifest.document("ConfigMap")["binaryData"].keys
    #expect(Set(keys).count == keys.count)
    for key in keys {
      #expect(key.utf8.count <= 253)
      #expect(key.wholeMatch(of: /[-._a-zA-Z0-9]+/) != nil && !key.hasPrefix(".."), "\(key)")
    }
    let items = manifest.pod["volumes"][0]["configMap"]["items"].list
    #expect(Set(items.compactMap { $0["key"].text }) == Set(keys))
  }

  // MARK: What a cluster is asked for

  @Test("a cluster is asked for more than was measured, in round numbers")
  func sizes() throws {
    func sizes(memory: Int, results: Int, jobs: Int = 40) throws -> [String?] {
      let manifest = try ParsedManifest(
        .sample(jobs: jobs, measured: .init(seconds: 1, memory: memory, results: results)))
      let resources = manifest.container["resources"]
      return [
        resources["requests"]["memory"].text, resources["limits"]["memory"].text,
        manifest.document("PersistentVolumeClaim")["spec"]["resources"]["requests"]["storage"].text,
        manifest.pod["volumes"][2]["emptyDir"]["sizeLimit"].text,
      ]
    }
    #expect(try sizes(memory: 0, results: 0) == ["128Mi", "256Mi", "1Gi", "1Gi"])
    #expect(try sizes(memory: -1, results: -1) == ["128Mi", "256Mi", "1Gi", "1Gi"])
    #expect(try sizes(memory: 1 << 30, results: 10 << 30) == ["1280Mi", "2304Mi", "30Gi", "1Gi"])
    #expect(try sizes(memory: 1, results: 80 << 30) == ["128Mi", "320Mi", "240Gi", "8Gi"])
    #expect(try sizes(memory: .max, results: .max, jobs: 1).count == 4)
  }

  @Test("a file of which only the beginning was read goes into a volume that has room for all of it")
  func beginning() throws {
    let manifest = try ParsedManifest(files: [
      .init(path: "/home/u/proj/a.log", beginning: [120], size: 10 << 30)
    ])
    #expect(manifest.document("ConfigMap").any == nil)
    let claim = manifest.document("PersistentVolumeClaim")["spec"]
    #expect(claim["resources"]["requests"]["storage"].text == "11Gi")
  }

  @Test("no shard ends the others, and the limits of Kubernetes for very many are kept")
  func limits() throws {
    for (shards, limit) in [(1, 1), (8, 8), (100_000, 100_000), (100_001, 10_000)] {
      let job = try ParsedManifest(.sample(jobs: 200_000, shards: shards)).job
      #expect(job["completions"].number == shards)
      #expect(job["parallelism"].number == limit)
      #expect(job["maxFailedIndexes"].number == limit)
    }
  }

  // MARK: Commands

  @Test("the commands of the comment are read by a shell as the words that the pod gets")
  func commands() throws {
    let texts = HostileText.samples.filter { !$0.utf8.contains(0) }
    let manifest = try ParsedManifest(.sample(arguments: texts.map { .text($0) }))
    let merges = manifest.commands.filter { $0.contains(" weir merge ") }
    #expect(merges.count == 2)
    let ends = [["--check", "--shards", "8"], ["--out", "/results/\(manifest.name).sqlite"]]
    for (merge, end) in zip(merges, ends) {
      let words = try ShellTextTests.words(merge, shell: "/bin/bash")
      let begin = ["kubectl", "exec", "\(manifest.name)-files", "--", "weir", "merge"]
      #expect(
        words.map { Array($0.utf8) } == (begin + texts + ["--in", "/results"] + end).map { Array($0.utf8) })
    }
  }
}
