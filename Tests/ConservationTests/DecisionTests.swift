import Records
import Simulator
import TestWorlds
import Testing

/// What an explanation is told, in the worlds in which nothing is lost.
@Suite("Explained runs")
struct DecisionTests {
  static let batches = 8
  static let worlds = 48

  /// The decision after each attempt, and the attempt of the same request that followed.
  struct Step {
    let attempt: AttemptRow
    let decision: RetryDecision?
    let next: AttemptRow?
  }

  static func steps(_ rows: RecordBatch) -> [Step] {
    let decisions = Dictionary(
      uniqueKeysWithValues: rows.decisions.map { ([$0.request, Int64($0.attempt)], $0) })
    return rows.attempts.indices.map { index in
      let attempt = rows.attempts[index]
      let next = index + 1 < rows.attempts.count ? rows.attempts[index + 1] : nil
      return Step(
        attempt: attempt, decision: decisions[[attempt.request, Int64(attempt.attempt)]],
        next: next?.request == attempt.request ? next : nil)
    }
  }

  @Test("are the runs that they explain, in any world", arguments: 0..<batches)
  func same(batch: Int) throws {
    for number in stride(from: batch, to: Self.worlds, by: Self.batches) {
      for world in [try RandomWorld(number).world, try RandomWorld(wide: number).world] {
        let plain = try world.runRecorded()
        let explained = try world.runExplained()
        #expect(explained.record == plain.record, "world \(number)")
        #expect(explained.rows.requests == plain.requests, "world \(number)")
        #expect(explained.rows.attempts == plain.attempts, "world \(number)")
        let known = Set(plain.attempts.map { [$0.request, Int64($0.attempt)] })
        #expect(explained.rows.decisions.allSatisfy { known.contains([$0.request, Int64($0.attempt)]) })
      }
    }
  }

  @Test(
    "tell of every denial the numbers that denied it, asked before it was decided", arguments: 0..<batches)
  func denials(batch: Int) throws {
    var count = 0
    for number in stride(from: batch, to: Self.worlds, by: Self.batches) {
      for world in [try RandomWorld(number).world, try RandomWorld(wide: number).world] {
        for step in Self.steps(try world.runExplained().rows) {
          #expect((step.attempt.denial != nil) == (step.decision?.kind == .denied), "world \(number)")
          guard let denial = step.attempt.denial else { continue }
          count += 1
          #expect(step.decision?.numbers == denial, "world \(number), \(world.dataPlane.kind.rawValue)")
        }
      }
    }
    #expect(count > 20)
  }

  @Test("tell of every retry that it was allowed, and how long it waited", arguments: 0..<batches)
  func retries(batch: Int) throws {
    var count = 0
    for number in stride(from: batch, to: Self.worlds, by: Self.batches) {
      let world = try RandomWorld(number).world
      for step in Self.steps(try world.runExplained().rows) {
        guard let next = step.next else { continue }
        count += 1
        #expect(step.decision?.kind == .allowed, "world \(number)")
        #expect(step.decision?.wait == next.start - step.attempt.end, "world \(number)")
        #expect((step.decision?.numbers == nil) == (world.dataPlane.kind == .none || isUnlimited(world)))
      }
    }
    #expect(count > 20)
  }

  /// The API's budget and gRPC's throttle are there where a policy asks for them, all others always.
  private func isUnlimited(_ world: World) -> Bool {
    world.manifests.isEmpty && (world.dataPlane.kind == .gatewayAPI || world.dataPlane.kind == .grpc)
  }

  @Test("tell of every last failure why nothing followed, as the request's fate does", arguments: 0..<batches)
  func ends(batch: Int) throws {
    for number in stride(from: batch, to: Self.worlds, by: Self.batches) {
      let (_, rows) = try RandomWorld(number).world.runExplained()
      let fates = rows.requests.map(\.fate)
      for step in Self.steps(rows) where step.next == nil {
        let kind = step.decision?.kind
        switch fates[Int(step.attempt.request)] {
        case .notRetryable, .rejected: #expect(kind == .notRetriable, "world \(number)")
        case .attemptsExhausted: #expect(kind == .attemptsExhausted, "world \(number)")
        case .budgetExhausted: #expect(kind == .denied, "world \(number)")
        case .okFirstTry, .okAfterRetry: #expect(kind == nil, "world \(number)")
        case .requestTimeout:
          // In an attempt, before one that would come too late, or in the backoff.
          #expect((kind == nil) == (step.attempt.outcome == .abandoned), "world \(number)")
          #expect(kind == nil || kind == .tooLate || kind == .allowed, "world \(number)")
        case .noBackend, .overflow, .gatewayLost:
          #expect(kind == .allowed || step.attempt.outcome == .reset || kind == nil, "world \(number)")
        case .unanswered, .noRoute, .gatewayAnswered, .clientTimeout, .throttled: break
        }
      }
    }
  }
}
