import Simulator
import Testing

@Suite("Recovery after a fault")
struct RecoveryTests {
  static let second: Int64 = 1_000_000_000

  @Test(
    "is the first second from which goodput stays at 90 % for five",
    arguments: [
      // Goodput per second with 10 offered in each; the fault ends at 2 s.
      ([10, 0, 10, 10, 10, 10, 10, 10], Int64(2), Int64(0)),
      ([10, 0, 0, 9, 9, 9, 9, 9], 2, 1),
      ([10, 0, 8, 9, 9, 8, 9, 9, 9, 9, 9], 2, 4),
    ])
  func found(successes: [Int32], endSeconds: Int64, expectedSeconds: Int64) {
    let offered = [Int32](repeating: 10, count: successes.count)
    let recovery = Replication.recovery(
      from: endSeconds * Self.second, offered: offered, successes: successes)
    #expect(recovery == expectedSeconds * Self.second)
  }

  @Test("never comes where five good seconds never follow one another")
  func never() {
    let offered = [Int32](repeating: 10, count: 10)
    let successes: [Int32] = [10, 10, 10, 10, 0, 10, 10, 10, 10, 0]
    #expect(Replication.recovery(from: 0, offered: offered, successes: successes) == nil)
    #expect(Replication.recovery(from: 100 * Self.second, offered: offered, successes: successes) == nil)
  }

  @Test("counts from the end of the fault to the next whole second")
  func fraction() {
    let offered = [Int32](repeating: 10, count: 8)
    let recovery = Replication.recovery(from: Self.second / 4, offered: offered, successes: offered)
    #expect(recovery == Self.second * 3 / 4)
  }
}
