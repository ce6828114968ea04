import Records

/// Puts the denials of one budget together to exhaustion episodes (design section 1).
///
/// An episode runs from a denial to the last one after which 1 s passes without a denial.
package struct ExhaustionTracker: Sendable {
  /// A pause between denials longer than this ends an episode, in nanoseconds.
  package static let gap: Int64 = 1_000_000_000

  package private(set) var closed: [Episode] = []
  private var open: Episode?
  private var allowedSinceDenial = 0

  package init() {}

  package struct Episode: Sendable {
    package var start: Int64
    package var end: Int64
    package var denied: Int
    package var allowed: Int
    package var term: AttemptRow.Denial.Term
  }

  /// Notes a granted retry.
  package mutating func noteAllowed() {
    allowedSinceDenial += 1
  }

  /// Notes a denied retry at `now`.
  package mutating func noteDenied(at now: Int64, term: AttemptRow.Denial.Term) {
    if var episode = open, now - episode.end <= Self.gap {
      episode.end = now
      episode.denied += 1
      episode.allowed += allowedSinceDenial
      open = episode
    } else {
      close()
      open = Episode(start: now, end: now, denied: 1, allowed: 0, term: term)
    }
    allowedSinceDenial = 0
  }

  /// Ends the open episode.
  package mutating func close() {
    if let open { closed.append(open) }
    open = nil
  }
}
