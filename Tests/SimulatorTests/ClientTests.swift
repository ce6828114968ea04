import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Clients that give up and try again")
struct ClientTests {
  static func world(_ client: ClientBehaviour, failing rate: Double = 0, duration: Double = 20) throws
    -> World
  {
    var station = ServiceModel.station(try .constant(0.01), concurrency: nil)
    station.failures = .init(rate: rate, status: 503)
    var world = World(station: station, arrivals: .constant(rate: 50), duration: duration)
    world.client = client
    return world
  }

  static func retrying(_ attempts: Int, timeout: Int64? = nil) -> ClientBehaviour {
    var client = ClientBehaviour()
    client.timeout = timeout
    client.retries = .init(attempts: attempts)
    return client
  }

  @Test("layers multiply: with everything failing 1 + 2 tries of 1 + 3 attempts are 12")
  func layers() throws {
    var world = try Self.world(Self.retrying(2), failing: 1)
    world.rules = """
      - backendRefs: [{name: station, port: 80}]
        retry: {attempts: 3, codes: [503]}
      """
    let (record, requests, attempts) = try world.runRecorded()
    #expect(record.value("attempts_per_request") == 12)
    #expect(record.value("tries_per_request") == 3)
    #expect(record.value("success_ratio") == 0)
    #expect(record.value("amplification", ReplicationRecord.station) == 4)
    #expect(requests.allSatisfy { $0.attempts == 12 && $0.status == 503 })
    #expect(attempts.count == 12 * requests.count)
    for request in requests.prefix(20) {
      let own = attempts.filter { $0.request == request.request }
      #expect(own.map(\.attempt) == (1...12).map(Int16.init))
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.end <= $1.start })
    }
  }

  @Test("a try that is given up is given up by the gateway too, and its work is wasted")
  func timeouts() throws {
    var world = try Self.world(Self.retrying(1, timeout: 4_000_000))
    world.rules = "- backendRefs: [{name: station, port: 80}]"
    let (record, requests, attempts) = try world.runRecorded()
    #expect(record.value("fate_ratio", ["fate": "client-timeout"]) == 1)
    #expect(record.value("tries_per_request") == 2)
    #expect(requests.allSatisfy { $0.response == 8_000_000 && $0.status == 504 })
    #expect(attempts.allSatisfy { $0.outcome == .abandoned && $0.end - $0.start == 4_000_000 })
    #expect(record.value("wasted_work_ratio", ReplicationRecord.station) == 1)
  }

  @Test(
    "a first try is the request that it would be without retries, and a later answer is one after a retry")
  func firstTry() throws {
    let plain = try Self.world(ClientBehaviour(), failing: 0.3).runRecorded()
    let retried = try Self.world(Self.retrying(5), failing: 0.3).runRecorded()
    #expect(plain.requests.count == retried.requests.count)
    for (one, other) in zip(plain.requests, retried.requests) {
      #expect(one.arrival == other.arrival)
      #expect((one.fate == .okFirstTry) == (other.fate == .okFirstTry))
    }
    #expect(retried.requests.contains { $0.fate == .okAfterRetry })
  }

  @Test("what is not listed is not tried again")
  func conditions() throws {
    var client = Self.retrying(3)
    client.retries?.statuses = [500]
    let record = try #require(try Self.world(client, failing: 1).run().first)
    #expect(record.value("tries_per_request") == 1)
    #expect(record.value("fate_ratio", ["fate": "not-retryable"]) == 1)
  }

  @Test("the wait before a try is that of the backoff")
  func backoff() throws {
    var client = Self.retrying(3)
    client.retries?.backoff = .growing(.exponential, base: 10_000_000, cap: 30_000_000)
    let (_, _, attempts) = try Self.world(client, failing: 1, duration: 1).runRecorded()
    let own = attempts.filter { $0.request == 3 }
    // 2 × base, then the cap twice.
    #expect(zip(own, own.dropFirst()).map { $1.start - $0.end } == [20_000_000, 30_000_000, 30_000_000])
  }

  /// Reference retry-budgets 7.2, E10: a demand of R that is accepted at A < R/K sends about K × A.
  @Test("adaptive throttling sends about twice what is accepted")
  func throttling() throws {
    var client = ClientBehaviour()
    client.throttle = 2
    // One slot of 10 ms and no queue accept at most 100 of 1,000 requests a second.
    var world = World(
      station: .station(try .constant(0.01), concurrency: 1, queue: 0), arrivals: .constant(rate: 1000),
      duration: 300)
    world.warmUp = 200
    world.client = client
    let record = try #require(try world.run().first)
    let sent = try #require(record.value("first_attempts", ReplicationRecord.station)) / 300
    let accepted = try #require(record.value("goodput"))
    #expect(abs(sent / accepted - 2) < 0.1)
    #expect(try #require(record.value("fate_ratio", ["fate": "throttled"])) > 0.7)
  }
}
