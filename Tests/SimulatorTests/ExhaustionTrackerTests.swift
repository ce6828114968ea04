import Records
import Simulator
import Testing

@Suite("Exhaustion episodes")
struct ExhaustionTrackerTests {
  static let second = ExhaustionTracker.gap

  @Test("a single denial is an episode of no length")
  func single() throws {
    var tracker = ExhaustionTracker()
    tracker.noteDenied(at: 5, term: .percent)
    tracker.close()
    let episode = try #require(tracker.closed.first)
    #expect(tracker.closed.count == 1)
    #expect((episode.start, episode.end) == (5, 5))
    #expect((episode.denied, episode.allowed) == (1, 0))
  }

  @Test("denials at most one second apart belong together, with what was allowed between them")
  func joined() throws {
    var tracker = ExhaustionTracker()
    tracker.noteAllowed()
    tracker.noteDenied(at: 0, term: .minimumRate)
    tracker.noteAllowed()
    tracker.noteAllowed()
    tracker.noteDenied(at: Self.second, term: .percent)
    tracker.noteAllowed()
    tracker.close()
    let episode = try #require(tracker.closed.first)
    #expect((episode.start, episode.end) == (0, Self.second))
    #expect((episode.denied, episode.allowed) == (2, 2))
    #expect(episode.term == .minimumRate)
  }

  @Test("a longer pause ends the episode")
  func separated() {
    var tracker = ExhaustionTracker()
    tracker.noteDenied(at: 0, term: .percent)
    tracker.noteDenied(at: Self.second + 1, term: .percent)
    tracker.close()
    #expect(tracker.closed.map(\.start) == [0, Self.second + 1])
    #expect(tracker.closed.map(\.end) == [0, Self.second + 1])
  }
}
