import Foundation
import Testing

@Suite("explain with a file of requests")
struct RequestFileTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(GatewayWorld.all, to: "k8s/world.yaml")
  }

  /// The ids of the answers with who answers and the status, and the end of the command.
  private func answers(_ lines: String, _ arguments: String...) async throws -> ([String], WeirCommand.Ending)
  {
    let ending = try await weir.start(
      ["explain", "-f", "k8s", "-o", "json", "--requests", "-"] + arguments, input: lines
    ).ending()
    let answers = try ending.stdout.split(separator: "\n").map { line in
      let answer = try JSONText(String(line))
      let status = (answer["grpcStatus"] as? Int) ?? (answer["status"] as? Int)
      return "\(answer["id"] as? String ?? "?") \(answer["answeredBy"] as? String ?? "?") \(status ?? 0)"
    }
    return (answers, ending)
  }

  @Test("every line has one answer with its id, in order, and everything has a default")
  func lines() async throws {
    let (answers, ending) = try await answers(
      """
      {"id": "first", "method": "GET", "scheme": "http", "host": "x", "port": 80, "path": "/plain", "headers": {}, "gateway": "infra/edge"}
      {"id": 7, "path": "/cart", "headers": {"Beta": "yes"}}

      {}
      {"path": "/plain", "protocol": "websocket"}
      {"id": "call", "host": "calls.example", "path": "/a.B/Do", "method": "post", "protocol": "grpc", "sni": null}
      {"id": "none", "scheme": "https", "path": "/plain"}
      {"id": "first", "path": "/old?a=b"}
      """)
    #expect(ending.exitCode == 0)
    #expect(ending.stderr.isEmpty)
    #expect(
      answers == [
        "first backend 200", "7 backend 200", "4 gateway 404", "5 backend 101", "call backend 0",
        "none none 0",
        "first gateway 302",
      ])
  }

  @Test(
    "a line that is no request is refused at its number, and the others are answered",
    arguments: [
      ("GET http://x/", "the line is no JSON object"), ("[]", "wrong type"), ("\"text\"", "wrong type"),
      (#"{"heders": {}}"#, "unknown key \"heders\"; did you mean \"headers\"?"),
      (#"{"port": "80"}"#, "\"port\" has the wrong type"), (#"{"headers": {"a": 1}}"#, "wrong type"),
      (#"{"protocol": "ftp"}"#, "expected \"grpc\", \"websocket\" or nothing as protocol"),
      (#"{"scheme": "ftp"}"#, "expected the scheme http or https"),
      (#"{"port": 0}"#, "a port is 1 to 65535, not 0"),
      (#"{"port": 70000}"#, "a port is 1 to 65535"),
      (#"{"gateway": "a/b/c"}"#, "expected NAMESPACE/NAME as gateway, found \"a/b/c\""),
      (#"{"gateway": ""}"#, "expected NAMESPACE/NAME as gateway"),
      (#"{"gateway": "infra/other"}"#, "there is no Gateway infra/other; there are: infra/edge"),
      (#"{"path": "/plain""#, "the line is no JSON object"),
    ])
  func badLines(_ line: String, _ message: String) async throws {
    let (answers, ending) = try await answers("{\"path\": \"/plain\"}\n\(line)\n{\"path\": \"/old\"}\n")
    #expect(ending.exitCode == 65)
    #expect(answers == ["1 backend 200", "3 gateway 302"])
    #expect(ending.stderr.contains("-:2:1: error[GW401]"))
    #expect(ending.stderr.contains(message), "\(ending.stderr)")
  }

  @Test("options fill what lines leave out, and lines come before options")
  func options() async throws {
    try folder.write(GatewayWorld.second, to: "k8s/more/second.yaml")
    let lines = """
      {"id": "a", "host": "second.example"}
      {"id": "b", "gateway": "infra/edge", "port": 80, "path": "/plain"}
      {"id": "c", "port": 81}
      """
    let (answers, ending) = try await answers(lines, "--gateway", "infra/second", "--port", "8080")
    #expect(ending.exitCode == 0)
    #expect(answers == ["a gateway 404", "b backend 200", "c none 0"])
    let (open, refused) = try await self.answers(lines)
    #expect(refused.exitCode == 65)
    #expect(open == ["b backend 200"])
    #expect(
      refused.stderr.contains("the manifests hold several Gateways: name one of infra/edge, infra/second"))
  }

  @Test("a file is read like standard input, one that is not there is 66, and people get tables")
  func files() async throws {
    try folder.write("{\"path\": \"/plain\"}\r\n{\"path\": \"/old\"}", to: "r.jsonl")
    let ending = try await weir.run("explain", "-f", "k8s", "--requests", "r.jsonl")
    #expect(ending.exitCode == 0)
    #expect(ending.stdout.contains("→ shop/v1 100 %") || ending.stdout.contains("→ shop/v1"))
    #expect(ending.stdout.contains("→ 302 by the gateway"))
    #expect(try await weir.run("explain", "-f", "k8s", "--requests", "gone.jsonl").exitCode == 66)
    let empty = try await weir.run("explain", "-f", "k8s", "--requests", "-", "-o", "json", input: "\n\n")
    #expect(empty.exitCode == 0)
    #expect(empty.stdout.isEmpty)
  }
}
