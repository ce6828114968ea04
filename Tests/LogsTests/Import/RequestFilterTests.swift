import Logs
import Testing

@Suite("Filters of requests")
struct RequestFilterTests {
  private func passes(_ filter: String, _ text: String) throws -> Bool {
    try RequestFilter(filter).passes(Array(text.utf8)[...])
  }

  @Test(
    "patterns match the whole of a text, * any part of it",
    arguments: [
      ("path=/cart", "/cart", true), ("path=/cart", "/carts", false), ("path=/cart*", "/carts/7", true),
      ("path=*/7", "/carts/7", true), ("path=*a*b*", "/xaxxbx", true), ("path=*a*b*", "/xbxxax", false),
      ("path=/cart", "/cart?id=7", true), ("path=/cart?id=*", "/cart?id=7", true),
      ("path=/cart?id=*", "/cart", false), ("path!=/cart*", "/cart?x", false), ("path!=/cart*", "/", true),
      ("path=", "", true), ("path=", "/", false), ("path!=", "/", true), ("path=*", "", true),
      ("host=shop.example", "SHOP.example", true), ("host=shop.example", "shop.example:8443", true),
      ("host=shop.example:8443", "shop.example:8443", true), ("host=shop.example:80", "shop.example", false),
      ("host=*.example", "shop.example:80", true), ("host=[::1]", "[::1]:80", true),
      ("host=[::1]", "[::1]", true), ("host=::1", "::1", true),
      ("method=get", "GET", true), ("upstream=outbound|80||a*", "outbound|80||a.b", true),
      ("user-agent=curl/*", "Curl/8", false), ("fault=none", "none", true), ("fault!=none", "none", false),
      ("note=a=b", "a=b", true),
    ])
  func patterns(filter: String, text: String, expected: Bool) throws {
    #expect(try passes(filter, text) == expected)
  }

  @Test("the longest way through a pattern of stars ends soon")
  func hostile() throws {
    let text = String(repeating: "a", count: 5000)
    #expect(try !passes("path=" + String(repeating: "a*", count: 200) + "b", text))
  }

  @Test(
    "a status is one, a class or a range",
    arguments: [
      ("status=200", Int32(200), true), ("status=200", 201, false), ("status=5xx", 503, true),
      ("status=5xx", 499, false), ("status=400-499", 400, true), ("status=400-499", 500, false),
      ("status!=5XX", 503, false), ("status!=5xx", 200, true), ("status=*", 204, true),
    ])
  func statuses(filter: String, status: Int32, expected: Bool) throws {
    #expect(try RequestFilter(filter).passes(status: status) == expected)
  }

  @Test("a status that the log does not tell is none of any, and what the empty pattern matches")
  func noStatus() throws {
    for (filter, expected) in [
      ("status=5xx", false), ("status!=5xx", true), ("status=", true), ("status!=", false),
      ("status=*", true),
    ] {
      #expect(try RequestFilter(filter).passes(status: nil) == expected, "\(filter)")
    }
    #expect(try !RequestFilter("status=").passes(status: 200))
  }

  @Test(
    "what is no filter is refused with what to write",
    arguments: [
      ("path", "it has no =", "write KEY=PATTERN"), ("", "it has no =", "such as path=/cart*"),
      ("=x", "\"\" is no key", "user-agent"), ("!=x", "is no key", "host, path"),
      ("pa th=x", "\"pa th\" is no key", "host"), ("status>=500", "\"status>\" is no key", "status"),
      ("status=ok", "\"ok\" is no status", "200, 5xx or 400-499"), ("status=1000", "no status", "5xx"),
      ("status=5x", "no status", "5xx"), ("status=500-400", "no status", "400-499"),
      ("status=+20", "no status", "5xx"), ("status=-20", "no status", "5xx"),
      ("outcome=timeot", "there is no outcome \"timeot\"", "did you mean \"timeout\"?"),
      ("outcome=zzz", "there is no outcome", "there are ok, local-reply"),
    ])
  func nonsense(text: String, reason: String, suggestion: String) throws {
    let problem = #expect(throws: TraceProblem.self) { try RequestFilter(text) }
    #expect(problem?.code == .filter)
    #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
    #expect(problem?.suggestion?.contains(suggestion) == true, "\(problem?.suggestion ?? "")")
  }

  @Test("keys that are no field are those of labels, each once")
  func labels() throws {
    let filters = try ["fault=none", "host=a", "zone=b", "fault!=x"].map { (text) throws in
      try RequestFilter(text)
    }
    #expect(RequestFilter.labels(of: filters) == ["fault", "zone"])
    #expect(try RequestFilter("outcome=*time*").key == .outcome)
  }
}
