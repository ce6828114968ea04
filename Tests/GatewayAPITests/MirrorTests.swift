import GatewayAPI
import Testing

@Suite("mirrors")
struct MirrorTests {
  private func world(_ share: String) -> World {
    World(
      route(
        rules: """
            - filters:
              - type: RequestMirror
                requestMirror:
                  backendRef: {name: v2, port: 8080}
                  \(share)
              backendRefs: [{name: v1, port: 8080}]
          """))
  }

  @Test(
    "a share is a percent or a fraction, and all where it is neither",
    arguments: [
      ("percent: 42", 42, 100), ("percent: 0", 0, 100), ("percent: 100", 100, 100), ("", 1, 1),
      ("fraction: {numerator: 5, denominator: 1000}", 5, 1000), ("fraction: {numerator: 5}", 5, 100),
      ("fraction: {numerator: 1, denominator: 3}", 1, 3),
      ("fraction: {numerator: 25, denominator: 50}", 25, 50),
      ("fraction: {numerator: 0}", 0, 100), ("fraction: {numerator: 7, denominator: 7}", 7, 7),
    ])
  func share(_ share: String, numerator: Int, denominator: Int) throws {
    let world = world(share)
    #expect(world.errors.isEmpty)
    let mirror = try #require(world.plan()?.mirrors.first)
    #expect(mirror.numerator == numerator)
    #expect(mirror.denominator == denominator)
    #expect(mirror.service == NamespacedName(name: "v2"))
    #expect(mirror.port == 8080)
    #expect(mirror.problem == nil)
    #expect(mirror.location.line == 8)
    #expect(world.messages(.mirrorNever).count == (numerator == 0 ? 1 : 0))
  }

  @Test(
    "a share that is none is an error at its line",
    arguments: [
      ("percent: 101", GatewayCode.range, 11, "less than or equal to 100"),
      ("percent: -1", .range, 11, "greater than or equal to 0"),
      ("percent: 42.5", .type, 11, "must be of type integer"),
      ("percent: \"42\"", .type, 11, "must be of type integer"),
      (
        "fraction: {numerator: 3, denominator: 2}", .filterRule, 11,
        "numerator must be less than or equal to denominator"
      ),
      ("fraction: {numerator: 101}", .filterRule, 11, "numerator must be less than or equal to denominator"),
      ("fraction: {numerator: 0, denominator: 0}", .range, 11, "greater than or equal to 1"),
      ("fraction: {denominator: 5}", .required, 11, "Required value"),
      ("fraction: 5/1000", .type, 11, "must be of type object"),
      (
        "percent: 5\n        fraction: {numerator: 5}", .filterRule, 12,
        "Only one of percent or fraction"
      ),
    ])
  func unusable(_ share: String, _ code: GatewayCode, line: Int, _ text: String) throws {
    let message = try #require(world(share).errors.first)
    #expect(message.code == code.rawValue)
    #expect(message.location?.line == line)
    #expect(message.message.contains(text))
  }

  @Test("half a percent too much is shown as a fraction")
  func fractionHint() throws {
    #expect(
      world("percent: 42.5").errors.first?.suggestion
        == "percent is a whole number: use `fraction: {numerator: 425, denominator: 1000}`")
  }

  @Test("a mirror that cannot be used changes nothing for the client")
  func unusableTarget() throws {
    let world = World(
      route(
        rules: """
            - filters:
              - {type: RequestMirror, requestMirror: {backendRef: {name: gone, port: 80}}}
              - {type: RequestMirror, requestMirror: {backendRef: {name: v2, namespace: other, port: 80}}}
              - {type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}}}
              - {type: RequestMirror, requestMirror: {backendRef: {name: v2, port: 8080}, percent: 5}}
              backendRefs: [{name: v1, port: 8080}]
          """))
    #expect(world.errors.isEmpty)
    #expect(world.answer() == "v1")
    #expect(world.plan()?.mirrors.map(\.problem) == [.backendNotFound, .refNotPermitted, nil, nil])
    #expect(world.messages(.mirrorUnusable).map(\.location?.line) == [8, 9])
    #expect(world.configuration.referencedServices.map(\.service.name) == ["v1", "v2"])
    #expect(world.configuration.referencedServices.map(\.location.line) == [12, 10])
  }

  @Test("a backend's own mirror belongs to its share")
  func backendMirror() {
    let world = World(
      route(
        rules: """
            - backendRefs:
              - {name: v1, port: 8080, weight: 90}
              - name: v2
                port: 8080
                weight: 10
                filters:
                - {type: RequestMirror, requestMirror: {backendRef: {name: v3, port: 8080}, percent: 50}}
          """))
    #expect(world.plan()?.mirrors.isEmpty == true)
    #expect(world.plan()?.backends.map(\.mirrors.count) == [0, 1])
    #expect(world.configuration.referencedServices.map(\.service.name) == ["v1", "v2", "v3"])
  }
}
