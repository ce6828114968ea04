import Foundation
import Simulator
import Testing

/// Thousands of small worlds of random shape, hundreds where the build is not optimised; `make laws` tries ten times as many.
@Suite("Nothing is lost")
struct ConservationTests {
  static let batches = 32
  static let isLong = ProcessInfo.processInfo.environment["WEIR_LONG_LAWS"] == "1"
  #if DEBUG
    static let worlds = isLong ? 2_560 : 256
  #else
    static let worlds = isLong ? 25_600 : 2_560
  #endif

  @Test(
    "in any world every request is answered once or in flight, attempts follow one another, rows and metrics agree, and neither slots, connections nor budgets are overspent",
    arguments: 0..<batches)
  func accounts(batch: Int) throws {
    for number in stride(from: batch, to: Self.worlds, by: Self.batches) {
      let recount = try Recount(RandomWorld(number).world)
      let broken =
        recount.brokenAccounts() + recount.brokenOrder() + recount.brokenSlots()
        + recount.brokenConnections() + (try recount.brokenBudgets())
      #expect(broken.isEmpty, "world \(number), \(recount.world.dataPlane.kind.rawValue)")
    }
  }

  @Test(
    "nor where clients try again or wait for answers, services call others, and autoscalers come and go",
    arguments: 0..<batches)
  func wideAccounts(batch: Int) throws {
    for number in stride(from: batch, to: Self.worlds, by: Self.batches) {
      let recount = try Recount(RandomWorld(wide: number).world)
      let broken = recount.brokenRequests() + recount.brokenOrder() + recount.brokenSlots()
      #expect(broken.isEmpty, "wide world \(number), \(recount.world.dataPlane.kind.rawValue)")
    }
  }
}
