import Testing

@Suite("Costs of the engine", .enabled(if: Callgrind.isAvailable, Callgrind.requirement))
struct EngineCostTests {
  /// Runs a workload at two lengths: what the longer one counts more is of its events and of nothing else.
  /// - Returns: the difference.
  private func costs(_ workload: String..., from shorter: Int, to longer: Int) async throws -> Counts {
    let short = try await Callgrind.run("EngineWorkload", workload + ["\(shorter)"])
    let long = try await Callgrind.run("EngineWorkload", workload + ["\(longer)"])
    return long.profile.whole - short.profile.whole
  }

  private func expectNothingFromTheRuntime(_ counts: Counts) {
    #expect(counts.allocations == 0)
    #expect(counts.references == 0)
    #expect(counts.accessChecks == 0)
  }

  @Test("an event of M/M/1 costs what it did, allocates nothing and counts no reference")
  func mm1() async throws {
    let counts = try await costs("mm1", from: 50_000, to: 150_000)
    expectNothingFromTheRuntime(counts)
    // Each customer comes and goes.
    try Cost.instructionsPerEventOfMM1.expect(Double(counts.instructions) / 200_000)
  }

  @Test(
    "a hold costs what it did, allocates nothing and counts no reference, few or many pending",
    arguments: [
      (1000, Cost.instructionsPerHoldAmong1000), (100_000, Cost.instructionsPerHoldAmong100000),
    ])
  func hold(pending: Int, cost: Cost) async throws {
    // After as many holds as there are pending, the memory in use is what it stays.
    let counts = try await costs("hold", "\(pending)", from: 100_000, to: 200_000)
    expectNothingFromTheRuntime(counts)
    try cost.expect(Double(counts.instructions) / 100_000)
  }
}
