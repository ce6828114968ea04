import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing
import Traffic

@Suite("Browsers")
struct BrowserTests {
  private static let rule: Labels = ["route": "default/all", "rule": "0"]

  /// One browser that sends these requests in turn, one a second for each, at a rule with this filter.
  private func world(
    _ cors: String?, _ requests: [RequestShape], rate: Double = 1, duration: Double = 20.5,
    origin: String = "https://shop.example"
  ) throws -> World {
    var world = World(
      station: .station(try .constant(0.001), concurrency: nil), arrivals: .constant(rate: rate),
      duration: duration)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        \(cors.map { "filters: [{type: CORS, cors: {\($0)}}]" } ?? "name: plain")
      """
    world.requests = requests
    world.browsers = BrowserClients(origin: try #require(CORSOrigin(origin)), users: 1)
    return world
  }

  private func put(_ path: String = "/a", _ method: String = "PUT", headers: [String] = []) -> RequestShape {
    RequestShape(
      method: method, host: "api.example", path: path, headers: headers.map { .init(name: $0, value: "1") })
  }

  private static let open = "allowOrigins: ['https://shop.example'], allowMethods: [PUT, DELETE], maxAge: 5"

  private func counts(_ record: ReplicationRecord, _ labels: Labels = rule) -> [Double?] {
    ["cors_preflights", "cors_allowed", "cors_refused"].map { record.value($0, labels) }
  }

  private func run(_ world: World) throws -> ReplicationRecord { try #require(try world.run().first) }

  @Test("a browser asks again once the answer has aged")
  func maxAge() throws {
    // At 1, 6, 11 and 16 s: an answer of the first second is good until just before the sixth.
    #expect(counts(try run(world(Self.open, [put()]))) == [4, 20, 0])
    let once = Self.open.replacing("maxAge: 5", with: "maxAge: 86400")
    #expect(counts(try run(world(once, [put()]))) == [1, 20, 0])
    let default5 = Self.open.replacing(", maxAge: 5", with: "")
    #expect(counts(try run(world(default5, [put()]))) == [4, 20, 0])
  }

  @Test("the browser's own limit shortens a max age")
  func limit() throws {
    var world = try world(Self.open.replacing("maxAge: 5", with: "maxAge: 86400"), [put()])
    world.browsers?.longestMaxAge = 2_000_000_000
    #expect(counts(try run(world)) == [10, 20, 0])
    world.browsers?.longestMaxAge = 0
    #expect(counts(try run(world)) == [20, 20, 0])
  }

  @Test("each URL asks for itself, with its query, and methods that one answer allows share it")
  func keptByURL() throws {
    let long = Self.open.replacing("maxAge: 5", with: "maxAge: 86400")
    func preflights(_ shapes: RequestShape..., cors: String = long) throws -> Double? {
      try run(world(cors, shapes, rate: 10)).value("cors_preflights", Self.rule)
    }
    #expect(try preflights(put("/a"), put("/b"), put("/a?x")) == 3)
    #expect(try preflights(put("/a"), put("/a", "DELETE")) == 1)
    // A list of headers is allowed as a whole, as that of methods is.
    let headers = long + ", allowHeaders: [x-a, x-b]"
    #expect(
      try preflights(put(headers: ["X-A"]), put(headers: ["X-B"]), put("/a", "DELETE"), cors: headers) == 1)
    // With credentials allowed a wildcard is answered by what was asked for.
    let echo = "allowOrigins: ['*'], allowMethods: ['*'], allowCredentials: true, maxAge: 86400"
    #expect(try preflights(put("/a"), put("/a", "DELETE"), cors: echo) == 2)
  }

  @Test("a request that needs two answers is spared by both together")
  func answersTogether() throws {
    // In turn: PUT with X-A, PUT with X-B, and PUT with both, which an echo of each of the others covers in part.
    let echo =
      "allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'], allowCredentials: true, maxAge: 86400"
    var world = try world(
      echo, [put(headers: ["X-A"]), put(headers: ["X-B"]), put(headers: ["X-A", "X-B"])], rate: 50)
    world.seed = 5
    let (record, requests, _) = try world.runRecorded()
    let preflights = try #require(record.value("cors_preflights", Self.rule))
    // The one with both headers asks only where it comes before one of the others has.
    let order = requests.map(\.shape)
    let both = try #require(order.firstIndex(of: 2))
    let isCovered = order[..<both].contains(0) && order[..<both].contains(1)
    let others = [Int32(0), 1].count { shape in
      order.firstIndex(of: shape).map { $0 < both } ?? false
    }
    #expect(preflights == Double(isCovered ? 2 : others + 1))
  }

  @Test("simple requests are sent at once, and judged by their answers")
  func simple() throws {
    let get = put("/a", "GET")
    #expect(counts(try run(world(Self.open, [get]))) == [0, 20, 0])
    let refused = try run(world("allowOrigins: ['https://other.example']", [get]))
    #expect(counts(refused) == [0, 0, 20])
    #expect(refused.value("success_ratio") == 0)
    #expect(refused.value("fate_ratio", ["fate": "ok-first-try"]) == 1)
    #expect(refused.value("first_attempts", ReplicationRecord.station) == 20)
    let without = try run(world(nil, [get]))
    #expect(counts(without) == [0, 0, 20])
  }

  @Test("requests to the origin of the page need nothing")
  func sameOrigin() throws {
    let record = try run(world(nil, [put()], origin: "http://api.example"))
    #expect(counts(record) == [nil, nil, nil])
    #expect(record.value("success_ratio") == 1)
    #expect(counts(try run(world(nil, [put()], origin: "http://api.example:8080"))) == [20, 0, 20])
  }

  @Test(
    "what a preflight refuses is not sent, and asks anew each time",
    arguments: [
      ("allowOrigins: ['https://other.example'], allowMethods: [PUT]", 204),
      ("allowOrigins: ['https://shop.example'], allowMethods: [DELETE]", 204), (nil, 200),
    ] as [(String?, Int)])
  func refused(_ cors: String?, status: Int) throws {
    let record = try run(world(cors, [put()]))
    #expect(counts(record) == [20, 0, 20])
    #expect(record.value("success_ratio") == 0)
    #expect(record.value("goodput") == 0)
    #expect(record.value("fate_ratio", ["fate": "gateway-answered"]) == 1)
    #expect(record.value("status_ratio", ["status": "\(status)"]) == 1)
    #expect(record.value("first_attempts", ReplicationRecord.station) == 0)
    #expect(record.conservation == Conservation(offered: 20, answered: 20, unanswered: 0))
  }

  @Test("a rule that takes one method alone never sees the preflight of it")
  func methodMatch() throws {
    var world = try world(nil, [put()])
    world.rules = """
      - matches: [{method: PUT}]
        filters: [{type: CORS, cors: {\(Self.open)}}]
        backendRefs: [{name: station, port: 80}]
      """
    let record = try run(world)
    #expect(counts(record) == [20, 0, 20])
    #expect(record.value("status_ratio", ["status": "404"]) == 1)
    #expect(record.value("fate_ratio", ["fate": "gateway-answered"]) == 1)
  }

  @Test("a request that no rule takes is counted for none")
  func noRule() throws {
    var world = try world(nil, [put("/b")])
    world.rules = "- {matches: [{path: {value: /a}}], backendRefs: [{name: station, port: 80}]}"
    let record = try run(world)
    #expect(counts(record) == [nil, nil, nil])
    #expect(record.value("fate_ratio", ["fate": "no-route"]) == 1)
  }

  @Test("cookies want the origin by name and a filter that allows them")
  func credentials() throws {
    for (cors, allowed) in [
      ("allowOrigins: ['*'], allowMethods: [PUT]", 0.0), (Self.open, 0),
      ("allowOrigins: ['*'], allowMethods: [PUT], allowCredentials: true", 20),
    ] {
      var world = try world(cors, [put()])
      world.browsers?.withCredentials = true
      #expect(try run(world).value("cors_allowed", Self.rule) == allowed)
    }
  }

  @Test("a preflight takes its time, which the response time has and the timeouts have not")
  func time() throws {
    var world = try world(Self.open, [put()])
    world.browsers?.roundTrip = 50_000_000
    world.dataPlane.overhead = try .constant(0.01)
    world.rules += "\n  timeouts: {request: 20ms}"
    let (record, requests, attempts) = try world.runRecorded()
    // The answer comes 60 ms after the question, so it is fresh until 5.06 s after it.
    #expect(counts(record) == [4, 20, 0])
    #expect(record.value("success_ratio") == 1)
    let asking = requests.filter { $0.response == 71_000_000 }
    #expect(asking.count == 4)
    #expect(requests.count { $0.response == 11_000_000 } == 16)
    // The gateway got it 60 ms after the client had made it, and took 10 ms more.
    for request in asking {
      let attempt = try #require(attempts.first { $0.request == request.request })
      #expect(attempt.start == request.arrival + 70_000_000)
    }
    world.rules = world.rules.replacing("20ms", with: "10ms")
    #expect(try run(world).value("fate_ratio", ["fate": "request-timeout"]) == 1)
  }

  @Test("requests that come while a preflight is under way ask for themselves")
  func concurrent() throws {
    var world = try world(Self.open.replacing("maxAge: 5", with: "maxAge: 86400"), [put()], rate: 10)
    world.browsers?.roundTrip = 450_000_000
    #expect(try run(world).value("cors_preflights", Self.rule) == 5)
  }

  @Test("what asks when the replication ends is unanswered, and booked when it arrived")
  func unanswered() throws {
    var world = try world(Self.open, [put()])
    world.browsers?.roundTrip = 3600 * 1_000_000_000
    let (record, requests, _) = try world.runRecorded()
    #expect(record.conservation == Conservation(offered: 20, answered: 0, unanswered: 20))
    #expect(requests.map(\.arrival) == (1...20).map { Int64($0) * 1_000_000_000 })
  }

  @Test("the timeline shows preflights where there are browsers")
  func timeline() throws {
    let record = try run(world(Self.open, [put()]))
    let series = try #require(record.timeline.first { $0.metric == "preflights" })
    #expect(series.entity == "traffic/clients")
    #expect(series.values.reduce(0, +) == 4)
    var world = try world(Self.open, [put()])
    world.browsers = nil
    #expect(!(try run(world).timeline.contains { $0.metric == "preflights" }))
  }

  @Test("clients that are no browsers may send preflights themselves, which are answered and not forwarded")
  func explicitPreflights() throws {
    var world = try world(nil, [])
    world.browsers = nil
    world.services.append(
      ServiceModel(name: NamespacedName(name: "shadow"), serviceTime: try .constant(0.001)))
    world.rules = """
      - filters:
        - {type: RequestMirror, requestMirror: {backendRef: {name: shadow, port: 80}}}
        - {type: CORS, cors: {\(Self.open)}}
        - {type: RequestMirror, requestMirror: {backendRef: {name: shadow, port: 80}}}
        backendRefs: [{name: station, port: 80}]
      """
    world.requests = [
      put(),
      RequestShape(
        method: "OPTIONS", host: "api.example", path: "/a",
        headers: [
          .init(name: "Origin", value: "https://shop.example"),
          .init(name: "Access-Control-Request-Method", value: "PUT"),
        ]),
    ]
    let (record, requests, _) = try world.runRecorded()
    let preflights = requests.filter { $0.shape == 1 }.count
    #expect(preflights > 0 && preflights < 20)
    #expect(requests.allSatisfy { $0.shape == 0 || $0.fate == .gatewayAnswered && $0.status == 204 })
    #expect(record.value("first_attempts", ReplicationRecord.station) == Double(20 - preflights))
    #expect(
      record.value("mirrored", ["service": "default/shadow"]) == Double(2 * (20 - preflights) + preflights))
    #expect(Set(record.mirrors.map(\.mirror)).count == 3)
    #expect(counts(record) == [nil, nil, nil])
  }
}
