import GatewayAPI
import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Services that call others")
struct CallTests {
  /// A chain `station` → `b` → `c` of unbounded services that take 10 ms each; the last fails with `rate`.
  static func chain(
    length: Int = 3, when: ServiceCall.When = .after, failing rate: Double = 0, retries: Int? = nil,
    duration: Double = 5
  ) throws -> World {
    let names = ["station"] + "bcdefg".prefix(length - 1).map(String.init)
    var services: [ServiceModel] = []
    for (index, name) in names.enumerated() {
      var service = ServiceModel(name: NamespacedName(name: name), serviceTime: try .constant(0.01))
      if index + 1 < names.count {
        var call = ServiceCall(to: NamespacedName(name: names[index + 1]))
        call.when = when
        service.calls = [call]
      } else {
        service.failures = .init(rate: rate, status: 503, when: .atOnce)
      }
      services.append(service)
    }
    var world = World(station: services[0], arrivals: .constant(rate: 20), duration: duration)
    world.services = services
    if let retries {
      let retry = "retry: {attempts: \(retries), codes: [503]}"
      world.rules = "- backendRefs: [{name: station, port: 80}]\n  \(retry)"
      world.manifests = names.dropFirst().map { name in
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: mesh-\(name)}
        spec:
          parentRefs: [{group: "", kind: Service, name: \(name)}]
          rules: [{backendRefs: [{name: \(name), port: 80}], \(retry)}]
        """
      }.joined(separator: "\n---\n")
    }
    return world
  }

  static func service(_ name: String) -> Labels { ["service": "default/\(name)"] }

  @Test(
    "calls before and after its own work add to it, calls during it do not",
    arguments: ServiceCall.When.allCases)
  func times(when: ServiceCall.When) throws {
    let (record, requests, _) = try Self.chain(when: when).runRecorded()
    let expected: Int64 = when == .during ? 10_000_000 : 30_000_000
    #expect(requests.allSatisfy { $0.response == expected && $0.status == 200 })
    for name in ["station", "b", "c"] {
      #expect(record.value("first_attempts", Self.service(name)) == Double(requests.count))
    }
    #expect(record.conservation.holds)
    #expect(record.value("requests") == Double(requests.count))
  }

  /// Reference retry-budgets 7.2, E1: (1 + r)^d calls at the bottom of d layers with r retries each.
  @Test("retries of every layer multiply", arguments: [(3, 3, 64.0), (2, 5, 243.0), (1, 2, 4.0)])
  func amplification(retries: Int, layers: Int, expected: Double) throws {
    let world = try Self.chain(length: layers, failing: 1, retries: retries, duration: 2)
    let record = try #require(try world.run().first)
    let bottom = layers == 1 ? "station" : String(Array("bcdefg")[layers - 2])
    let first = try #require(record.value("first_attempts", Self.service(bottom)))
    let again = try #require(record.value("retries", Self.service(bottom)))
    let requests = try #require(record.value("requests"))
    #expect((first + again) / requests == expected)
    #expect(record.value("success_ratio") == 0)
  }

  @Test("a part of a call is one with that probability")
  func share() throws {
    var world = try Self.chain(length: 2, duration: 200)
    world.services[0].calls[0].per = 1.25
    let record = try #require(try world.run().first)
    let calls = try #require(record.value("first_attempts", Self.service("b")))
    let requests = try #require(record.value("requests"))
    // 4,000 requests: four standard deviations of a share of 0.25 are 0.027.
    #expect(abs(calls / requests - 1.25) < 0.027)
  }

  @Test("a call that fails makes its caller fail, and no further call is made")
  func failure() throws {
    var world = try Self.chain(length: 2, failing: 1)
    var other = ServiceModel(name: NamespacedName(name: "other"), serviceTime: try .constant(0.01))
    other.endpoints = 2
    world.services.append(other)
    world.services[0].calls.append(ServiceCall(to: NamespacedName(name: "other")))
    let (record, requests, _) = try world.runRecorded()
    #expect(requests.allSatisfy { $0.status == 503 && $0.fate == .notRetryable })
    #expect(record.value("first_attempts", Self.service("other")) == 0)
  }

  @Test("work holds its slot while it waits for its calls")
  func slots() throws {
    var world = try Self.chain(length: 2)
    world.services[0].concurrency = 1
    world.services[1].serviceTime = try .constant(0.04)
    // Work takes 50 ms of the one slot, so 20 requests a second fill it.
    let record = try #require(try world.run().first)
    #expect(try #require(record.value("utilization", Self.service("station"))) > 0.98)
  }
}
