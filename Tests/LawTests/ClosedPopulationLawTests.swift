import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

@Suite("Closed populations keep the laws of finite sources")
struct ClosedPopulationLawTests {
  /// Machine repair, M/M/1//N: with r = service time / think time, P(0) = 1 / Σ_{k=0..N} N!/(N−k)! r^k, the throughput is
  /// (1 − P(0)) / service time, and the response time by Little N / throughput − think time (Kleinrock, Queueing Systems I, 3.8).
  static func expected(users: Int, think: Double, service: Double) -> (throughput: Double, response: Double) {
    var (term, sum) = (1.0, 1.0)
    for k in 1...users {
      term *= Double(users - k + 1) * service / think
      sum += term
    }
    let throughput = (1 - 1 / sum) / service
    return (throughput, Double(users) / throughput - think)
  }

  @Test(
    "users that think and one server: throughput and response time of the machine repair model",
    arguments: [(1, 0.09), (5, 0.09), (20, 0.2)])
  func machineRepair(users: Int, think: Double) throws {
    var world = World(
      station: .station(try .exponential(mean: 0.01)),
      arrivals: .closed(users: users, think: try .exponential(mean: think)), duration: 400)
    world.warmUp = 10
    let records = try world.run(replications: 20)
    let law = Self.expected(users: users, think: think, service: 0.01)
    let throughput = Interval(of: records.compactMap { $0.value("throughput") })
    let response = Interval(of: records.compactMap { $0.value("response_time_mean") })
    #expect(throughput.covers(law.throughput), "expected \(law.throughput), found \(throughput.mean)")
    #expect(response.covers(law.response), "expected \(law.response), found \(response.mean)")
    #expect(records.allSatisfy { $0.conservation.holds && $0.conservation.unanswered == 0 })
  }

  @Test("without thinking and with constant service the server never rests")
  func saturation() throws {
    var world = World(
      station: .station(try .constant(0.01)), arrivals: .closed(users: 3, think: try .constant(0)),
      duration: 10)
    world.warmUp = 1
    let record = try #require(try world.run().first)
    #expect(abs(try #require(record.value("throughput")) - 100) < 0.2)
    // Each waits for the two others: three service times, but for the microsecond between answer and request.
    #expect(abs(try #require(record.value("response_time_mean")) - 0.03) < 1e-5)
  }
}
