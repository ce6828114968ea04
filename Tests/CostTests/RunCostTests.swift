import Foundation
import Testing

@Suite("Costs of a run", .enabled(if: Callgrind.isAvailable, Callgrind.requirement))
struct RunCostTests {
  /// What a run of 60 s counts more than one of 20 s: reading, compiling and reporting cancel out.
  private struct Costs {
    var requests: Double
    var simulated: Counts
    var run: Counts
  }

  static let seconds = (short: 20, long: 60)

  /// Measured once for all tests.
  private static let costs = Task {
    let short = try await run(seconds: seconds.short)
    let long = try await run(seconds: seconds.long)
    return Costs(
      requests: long.requests - short.requests, simulated: long.simulated - short.simulated,
      run: long.run - short.run)
  }

  /// Runs one replication of the model, recording no request.
  ///
  /// What the thread that simulates counts until the event loop ends; what is made of it then, and written
  /// into the database by another thread, is of the run alone.
  private static func run(seconds: Int) async throws -> Costs {
    let scenario = FileManager.default.temporaryDirectory.appending(
      path: "weir-costs-\(UUID().uuidString).yaml")
    try Data(GatewayModel.scenario.utf8).write(to: scenario)
    defer { try? FileManager.default.removeItem(at: scenario) }
    let (profile, output) = try await Callgrind.run(
      "weir",
      [
        "run", scenario.path, "--duration", "\(seconds)s", "--record", "none", "--jobs", "1", "--db",
        "run.sqlite", "--quiet", "--output", "json",
      ], dumpingAfter: "*9Simulator11ReplicationV4loop*")
    try #require(
      profile.untilDump.instructions > 0,
      "Replication.loop has another name now, or was inlined: then mark it @inline(never)")
    let report = try JSONSerialization.jsonObject(with: output) as? [String: Any]
    let conservation = try #require(report?["conservation"] as? [String: Any])
    let requests = try #require(conservation["offered"] as? Int)
    return Costs(requests: Double(requests), simulated: profile.untilDump, run: profile.whole)
  }

  @Test("a request takes no more instructions to simulate than it did")
  func simulation() async throws {
    let costs = try await Self.costs.value
    try Cost.instructionsPerRequestSimulated.expect(Double(costs.simulated.instructions) / costs.requests)
  }

  @Test("a request takes no more instructions of a whole run than it did")
  func wholeRun() async throws {
    let costs = try await Self.costs.value
    try Cost.instructionsPerRequestOfRun.expect(Double(costs.run.instructions) / costs.requests)
  }

  @Test("a request counts no more references than it did")
  func references() async throws {
    let costs = try await Self.costs.value
    try Cost.referencesPerRequestSimulated.expect(Double(costs.simulated.references) / costs.requests)
  }

  /// Allocating once a second of simulated time, a request in 2,200, fails.
  ///
  /// What may be left is what grows ever more rarely, so that three times the requests make few of it grow
  /// once more: when this was written, a ring of a budget's window, which doubles, and a histogram, to which a
  /// value came of another power of two than all before.
  @Test("the event loop allocates nothing, and asks for no check of exclusive access")
  func allocations() async throws {
    let costs = try await Self.costs.value
    #expect(costs.simulated.allocations < Self.seconds.long - Self.seconds.short)
    #expect(costs.simulated.accessChecks == 0)
  }
}
