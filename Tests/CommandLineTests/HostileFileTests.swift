import Foundation
import Testing

@Suite("Files that are none, or not whole")
struct HostileFileTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge}
      spec: {gatewayClassName: example, listeners: [{name: http, port: 80, protocol: HTTP}]}
      """, to: "sound/gateway.yaml")
  }

  @Test(
    "a path that is missing or not named ends with its code and no output",
    arguments: [
      (["validate"], Int32(64), "no manifests are named"),
      (["validate", "-f", "gone.yaml"], 66, "error[YAML001]: there is no file or folder gone.yaml"),
      (["validate", "-f", "sound", "-f", "gone.yaml", "-o", "json"], 66, "error[YAML001]"),
      (["explain", "http://a/", "-f", "gone"], 66, "error[YAML001]"),
      (["explain", "http://a/"], 64, "no manifests are named"),
      (["explain", "nonsense", "-f", "sound"], 64, "expected a URL"),
      (["explain", "--requests", "gone.jsonl", "-f", "sound"], 66, "cannot read gone.jsonl"),
      (["explain", "--requests", "sound", "-f", "sound"], 66, "cannot read sound"),
      (
        ["explain", "--requests", "/dev/zero", "-f", "sound"], 65,
        "/dev/zero:1: the line is longer than 1048576"
      ),
    ])
  func missing(arguments: [String], code: Int32, message: String) async throws {
    let ending = try await weir.start(arguments).ending()
    #expect(ending.exitCode == code)
    #expect(ending.stderr.contains(message), "\(ending.stderr)")
    #expect(ending.stdout == "")
  }

  @Test(
    "what cannot be used ends with 65 and a whole report",
    arguments: [
      ("/dev/zero", "YAML020"), ("/dev/null", "YAML003"), ("empty", "YAML003"), ("binary.yaml", "YAML004"),
      ("-", "YAML003"),
      ("*.none", "YAML003"), ("huge.yaml", "YAML020"),
    ])
  func unusable(path: String, code: String) async throws {
    try folder.write("", to: "empty/notes.txt")
    try folder.write(Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7 + 0x80) }), to: "binary.yaml")
    try folder.write(Data(repeating: UInt8(ascii: "x"), count: (16 << 20) + 1), to: "huge.yaml")
    let ending = try await weir.run("validate", "-f", path, "-o", "json")
    #expect(ending.exitCode == 65)
    let report = try JSONText(ending.stdout)
    #expect(report["verdict"] as? String == "invalid")
    #expect(ending.stdout.contains(code))
  }

  @Test("a folder that links lead back to is read once, and what is no file in it not at all")
  func loop() async throws {
    let ending = try await weir.run(
      "validate", "-f", "sound", "-o", "json",
      after:
        "ln -s . sound/self; ln -s ../sound sound/up; mkfifo sound/pipe.yaml; ln -s gone sound/dangling.yaml")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect((try JSONText(ending.stdout)["objects"] as? [Any])?.count == 1)
  }

  @Test("a pipe is read to its end")
  func pipe() async throws {
    let ending = try await weir.run(
      "validate", "-f", "pipe", after: "mkfifo pipe; cat sound/gateway.yaml >pipe &")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    #expect(ending.stdout.contains("Gateway/default/edge"))
  }

  @Test("a file that may not be read ends with 66", .enabled(if: geteuid() != 0))
  func forbidden() async throws {
    let ending = try await weir.run("validate", "-f", "sound", after: "chmod 000 sound/gateway.yaml")
    #expect(ending.exitCode == 66)
    #expect(ending.stderr.contains("error[YAML002]"))
    #expect(ending.stdout == "")
  }

  @Test("a request of a broken manifest ends with 65, not with a complaint about the command line")
  func brokenManifest() async throws {
    try folder.write("kind: [", to: "broken.yaml")
    let ending = try await weir.run("explain", "http://a/", "-f", "broken.yaml")
    #expect(ending.exitCode == 65)
    #expect(ending.stderr.contains("error[YAML005]"))
    #expect(ending.stdout == "")
  }

  @Test("every line of requests is answered, the last one without its end too")
  func requests() async throws {
    try folder.write(#"{"id": 1, "host": "a"}"# + "\n\n" + #"{"id": "two", "host": "b"}"#, to: "r.jsonl")
    let ending = try await weir.run("explain", "--requests", "r.jsonl", "-f", "sound", "-o", "json")
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let ids = try ending.stdout.split(separator: "\n").map { try JSONText(String($0))["id"] as? String }
    #expect(ids == ["1", "two"])
  }

  @Test(
    "a line that is no request is said with its place, and the others are answered",
    arguments: [
      (#"{"host":"#, "is no JSON object"), ("[1]", "wrong type"), (#"{"scheme": "ftp"}"#, "http or https"),
      (String(repeating: "[", count: 100_000), "error[GW401]"),
      (
        #"{"headers": {"a": ""# + String(repeating: "x", count: 1_000_000) + #""}}"#,
        "a gateway takes 65536 at most"
      ),
    ])
  func badLines(line: String, message: String) async throws {
    try folder.write("{\"id\": 1}\n\(line)\n{\"id\": 3}\n", to: "r.jsonl")
    let ending = try await weir.run("explain", "--requests", "r.jsonl", "-f", "sound", "-o", "json")
    #expect(ending.exitCode == 65)
    #expect(ending.stderr.contains("r.jsonl:2:1: error[GW401]"), "\(ending.stderr)")
    #expect(ending.stderr.contains(message), "\(ending.stderr)")
    #expect(ending.stdout.split(separator: "\n").count == 2)
  }
}
