import Foundation
import Testing

@Suite("explain")
struct ExplainTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    weir = WeirCommand(folder: folder)
    try folder.write(GatewayWorld.all, to: "world.yaml")
  }

  /// The answer to one request, and that it was the only output.
  private func answer(_ arguments: String..., code: Int32 = 0) async throws -> JSONText {
    let ending = try await weir.start(["explain", "-f", "world.yaml", "-o", "json"] + arguments).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stderr.isEmpty)
    return try JSONText(ending.stdout)
  }

  private func text(_ value: Any?) -> String {
    guard let value, !(value is NSNull) else { return "null" }
    let data = try? JSONSerialization.data(
      withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }

  @Test("a routed request has every member of the contract, with its type")
  func routed() async throws {
    let answer = try await answer(
      "http://shop.example/cart?q=1", "-H", "beta: yes", "-H", "X-Added: a", "-H", "Origin: https://a.example"
    )
    let expected = [
      "id": "null", "gateway": "\"infra/edge\"",
      "listener": #"{"name":"http","owner":"Gateway/infra/edge"}"#, "route": "\"HTTPRoute/shop/front\"",
      "rule": "0",
      "match": "1", "answeredBy": "\"backend\"", "status": "200", "grpcStatus": "null",
      "mirrors":
        #"[{"backend":null,"fraction":{"denominator":100,"numerator":42},"port":8080,"service":"shop/v2"}]"#,
      "response": #"{"headers":{"access-control-allow-origin":"https://a.example","vary":"Origin"}}"#,
      "redirect": "null", "timeouts": #"{"backendRequest":"250ms","request":"1s"}"#,
      "retry": #"{"attempts":2,"backoff":"25ms","codes":[503]}"#,
      "retryBudget":
        #"{"interval":"10s","minRetryRate":{"count":10,"interval":"1s"},"percent":20,"policy":"XBackendTrafficPolicy/shop/front"}"#,
    ]
    for (key, value) in expected { #expect(text(answer[key]) == value, "\(key)") }
    #expect(Set(answer.members.keys) == Set(expected.keys).union(["backends", "because"]))
    let backends = try #require(answer["backends"] as? [[String: Any]])
    #expect(backends.map { $0["share"] as? Double } == [0.9, 0.1])
    #expect(
      text(backends[0]["backendRequest"])
        == #"{"headers":{"x-added":"a,b"},"host":"shop.example","method":"GET","path":"/cart?q=1","removedHeaders":["x-gone"],"scheme":"http"}"#
    )
    #expect(
      backends.map { text($0["service"]) + text($0["port"]) + text($0["status"]) } == [
        "\"shop/v1\"8080200", "\"shop/gone\"80500",
      ])
    #expect(text(backends[1]["backendRequest"]) == "null")
    let because = try #require(answer["because"] as? [[String: String]])
    #expect(
      because.map { "\($0["decision"] ?? "") \($0["at"] ?? "")" } == [
        "listener world.yaml:12:5", "route world.yaml:15:1", "rule world.yaml:21:5", "match world.yaml:21:40",
        "filter world.yaml:23:7", "filter world.yaml:24:7", "filter world.yaml:25:7", "cors world.yaml:25:7",
        "browser world.yaml:21:5", "backend world.yaml:28:19", "backend world.yaml:28:54",
        "timeouts world.yaml:26:5",
        "retry world.yaml:27:5", "budget world.yaml:49:60",
      ])
    #expect(because.allSatisfy { $0["reason"]?.isEmpty == false })
  }

  @Test(
    "what is not there is null, and a list that is empty is a list",
    arguments: [
      ("http://x/old", "gateway", "302", "[]", "[]"), ("http://x/nothing", "gateway", "404", "[]", "[]"),
      ("https://x/cart", "none", "null", "[]", "[]"),
      (
        "http://x/plain", "backend", "200",
        #"[{"backendRequest":{"headers":{},"host":"x","method":"GET","path":"/plain","removedHeaders":[],"scheme":"http"},"grpcStatus":null,"port":8080,"service":"shop/v1","share":1,"status":200}]"#,
        #"[{"backend":null,"fraction":null,"port":8080,"service":"shop/v2"}]"#
      ),
    ])
  func empty(
    _ url: String, _ answeredBy: String, _ status: String, _ backends: String, _ mirrors: String
  ) async throws {
    let answer = try await answer(url)
    #expect(answer["answeredBy"] as? String == answeredBy)
    #expect(text(answer["status"]) == status)
    #expect(text(answer["backends"]) == backends)
    #expect(text(answer["mirrors"]) == mirrors)
    #expect(text(answer["response"]) == #"{"headers":{}}"#)
    #expect(text(answer["timeouts"]) == #"{"backendRequest":null,"request":null}"#)
    #expect(text(answer["retry"]) == "null")
    #expect(text(answer["listener"]) == "null" || answeredBy != "none")
    #expect((text(answer["rule"]) == "null") == (status == "404" || status == "null"))
    #expect(
      text(answer["redirect"])
        == (status == "302"
          ? #"{"host":"x","location":"https://x:8443/old","path":"/old","port":8443,"scheme":"https","status":302}"#
          : "null"))
  }

  @Test("a call is what the scheme, the option or the content type says, and has its own status")
  func calls() async throws {
    for arguments in [
      ["grpc://calls.example/a.B/Do"], ["POST http://calls.example/a.B/Do", "--protocol", "grpc"],
      ["POST http://calls.example/a.B/Do", "-H", "content-type: application/grpc"],
    ] {
      let ending = try await weir.start(["explain", "-f", "world.yaml", "-o", "json"] + arguments).ending()
      let answer = try JSONText(ending.stdout)
      #expect(answer["grpcStatus"] as? Int == 0)
      #expect(answer["route"] as? String == "GRPCRoute/shop/calls")
    }
    #expect(try await answer("grpc://calls.example/a.C/Do")["grpcStatus"] as? Int == 12)
    #expect(try await answer("ws://x/plain")["status"] as? Int == 101)
  }

  @Test("people get the outcome first, then the reasons with their lines, then what is seen where")
  func table() async throws {
    let ending = try await weir.run(
      "explain", "-f", "world.yaml", "http://shop.example/cart", "-H", "beta: yes")
    #expect(ending.exitCode == 0)
    let lines = ending.stdout.split(separator: "\n").map(String.init)
    #expect(
      lines.first
        == "GET http://shop.example/cart → shop/v1 90 %, shop/gone 10 % by rule 0 of HTTPRoute/shop/front")
    for line in [
      "            at world.yaml:21:40", "  match     match 1: path prefix /cart, header beta: yes",
      "  backend   shop/gone gets 10 % of the requests, answered 500 by the gateway",
      "  retry     up to 2 retries, on 503, after at least 25ms", "Backend sees",
      "  shop/v1:8080: GET http://shop.example/cart", "    x-added: b", "    without x-gone", "Copies to",
      "  shop/v2:8080: 42 of 100",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(!ending.stdout.contains("\u{1B}"))
  }

  @Test("what a request lacks is said where nothing takes it, and not in the answers of a file")
  func nearMisses() async throws {
    let ending = try await weir.run("explain", "-f", "world.yaml", "http://shop.example/cart")
    #expect(ending.stdout.hasPrefix("GET http://shop.example/cart → 404 by the gateway"))
    #expect(
      ending.stdout.contains(
        "near miss  rule 0, match 1 of HTTPRoute/shop/front needs header beta: yes, found none"))
    let upper = try await weir.run("explain", "-f", "world.yaml", "http://shop.example/PLAIN")
    #expect(upper.stdout.contains("needs path prefix /plain, not /PLAIN"))
    let file = try await weir.run(
      "explain", "-f", "world.yaml", "--requests", "-", "-o", "json", input: #"{"path": "/cart"}"#)
    #expect(!file.stdout.contains("near miss"))
  }

  @Test(
    "the Gateway is the only one, the only one that takes the request, or the one that is named",
    arguments: [
      (["http://x/plain"], "infra/edge", 0),
      (["http://x/plain", "--gateway", "infra/second"], "infra/second", 0),
      (["http://x/nothing"], "", 64), (["http://x/plain", "--gateway", "infra/third"], "", 64),
      (["http://x/plain", "--gateway", "a/b/c"], "", 64), (["http://x/plain", "--port", "0"], "", 64),
      (["ftp://x/plain"], "", 64), (["x/plain"], "", 64), (["http://x/", "-H", "no header"], "", 64),
      (["http://x/", "--requests", "r.jsonl"], "", 64), ([], "", 64),
      (["http://x/plain", "--port", "81", "--gateway", "infra/edge"], "infra/edge", 0),
    ] as [([String], String, Int32)])
  func gateways(_ arguments: [String], _ gateway: String, _ code: Int32) async throws {
    try folder.write(GatewayWorld.second, to: "second.yaml")
    let ending = try await weir.start(
      ["explain", "-f", "world.yaml", "-f", "second.yaml", "-o", "json"] + arguments
    ).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    if code == 0 {
      #expect(try JSONText(ending.stdout)["gateway"] as? String == gateway)
    } else {
      #expect(ending.stdout.isEmpty)
      #expect(!ending.stderr.isEmpty)
    }
  }

  @Test("no manifests are 64, missing ones 66, and invalid ones are answered without and end with 65")
  func manifests() async throws {
    #expect(try await weir.run("explain", "http://x/").exitCode == 64)
    #expect(try await weir.run("explain", "http://x/", "-f", "gone.yaml").exitCode == 66)
    try folder.write(GatewayWorld.all + "---\n{apiVersion: v1}\n", to: "broken.yaml")
    let ending = try await weir.run("explain", "http://x/plain", "-f", "broken.yaml", "-o", "json")
    #expect(ending.exitCode == 65)
    #expect(try JSONText(ending.stdout)["status"] as? Int == 200)
    #expect(ending.stderr.contains("GW001"))
  }
}
