import Documents
import Scenarios
import Testing

@Suite("Sources with browsers")
struct BrowserReaderTests {
  private static let filter =
    "- {type: CORS, cors: {allowOrigins: ['https://shop.example'], allowMethods: [PUT], allowHeaders: [x-a]}}"

  private func text(
    client: String = "kind: browser, origin: 'https://shop.example', users: 10",
    requests: String = "[{method: PUT, host: shop.example, path: /checkout}]", cors: Bool = true
  ) -> ScenarioText {
    var text = ScenarioText()
    text.source = "name: users, client: {\(client)}, arrivals: {poisson: {rate: 10/s}}"
    text.requests = "requests: \(requests)"
    if cors {
      text.objects = text.objects.replacing(
        "      filters:\n", with: "      filters:\n        \(Self.filter)\n")
    }
    return text
  }

  @Test("are read with their defaults, and with all that they have")
  func keys() throws {
    let plain = try #require(text().read().scenario?.traffic.first?.browsers)
    #expect(plain.origin.description == "https://shop.example")
    #expect(plain.users == 10)
    #expect(!plain.withCredentials)
    #expect(plain.longestMaxAge == 86_400_000_000_000)
    #expect(plain.roundTrip == 0)
    let full = text(
      client: "kind: browser, origin: 'HTTP://Shop.example:8080', users: 7, credentials: true, "
        + "longestMaxAge: 2h, roundTrip: 50ms", cors: false)
    let browsers = try #require(full.read().scenario?.traffic.first?.browsers)
    #expect(browsers.origin.description == "http://shop.example:8080")
    #expect(browsers.withCredentials)
    #expect(browsers.longestMaxAge == 7_200_000_000_000)
    #expect(browsers.roundTrip == 50_000_000)
    var open = ScenarioText()
    open.source = "name: users, client: {kind: open}, arrivals: {poisson: {rate: 10/s}}"
    #expect(open.read().scenario?.traffic.first?.browsers == nil)
  }

  @Test("say nothing where every request is allowed")
  func allowed() {
    #expect(text().read().messages == [])
  }

  @Test(
    "warn of what browsers refuse, and say why",
    arguments: [
      ("[{method: DELETE, host: shop.example, path: /checkout}]", true, "does not allow the method DELETE"),
      ("[{host: shop.example, path: /checkout, headers: {x-b: c}}]", true, "does not allow the header x-b"),
      ("[{method: PUT, host: shop.example, path: /checkout}]", false, "has no CORS filter"),
      ("[{host: shop.example, path: /checkout}]", false, "keep the answer to GET"),
    ])
  func refused(_ requests: String, cors: Bool, says: String) throws {
    let (scenario, messages) = text(requests: requests, cors: cors).read()
    #expect(scenario != nil)
    let warning = try #require(messages.first { $0.code == ScenarioCode.refusedByBrowsers.rawValue })
    #expect(warning.severity == .warning)
    #expect(warning.path == "spec.traffic[0].requests[0]")
    #expect(warning.words.contains(says))
  }

  @Test("another origin than the filter's is refused, and so are cookies that it does not allow")
  func origins() {
    for client in [
      "kind: browser, origin: 'https://evil.example', users: 10",
      "kind: browser, origin: 'https://shop.example', users: 10, credentials: true",
    ] {
      let messages = text(client: client).read().messages
      #expect(messages.map(\.code) == [ScenarioCode.refusedByBrowsers.rawValue])
      #expect(messages.first?.words.contains("does not allow the origin") == true)
    }
  }

  @Test("cannot send what browsers set by themselves", arguments: ["Origin", "cookie", "Host"])
  func ownHeaders(_ name: String) {
    let requests = "[{method: PUT, host: shop.example, path: /checkout, headers: {\(name): x}}]"
    let (scenario, messages) = text(requests: requests).read()
    #expect(scenario == nil)
    #expect(messages.contains { $0.code == ScenarioCode.invalid.rawValue && $0.words.contains(name) })
  }

  @Test("keep no more than there is memory for")
  func memory() {
    let requests = (0..<5).map { "{method: PUT, host: shop.example, path: /checkout/\($0)}" }
    let all = "[\(requests.joined(separator: ", "))]"
    func messages(_ users: Int) -> [String] {
      text(client: "kind: browser, origin: 'https://shop.example', users: \(users)", requests: all)
        .read().messages.map(\.code)
    }
    #expect(messages(800_000) == [])
    #expect(messages(800_001) == [ScenarioCode.tooLarge.rawValue])
    // The sources of a scenario share it.
    var both = text(client: "kind: browser, origin: 'https://shop.example', users: 800000", requests: all)
    both.requests += "}\n    - {name: more, arrivals: {poisson: {rate: 1/s}}, "
    both.requests += "client: {kind: browser, origin: 'https://shop.example', users: 1}, requests: \(all)"
    #expect(both.read().messages.map { $0.path } == ["spec.traffic[1].client"])
  }
}
