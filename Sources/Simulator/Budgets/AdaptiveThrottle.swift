/// Client-side throttling of the Site Reliability Engineering book, chapter 21 (reference retry-budgets 4.3).
///
/// A client rejects a request itself, first attempt or retry, with probability
/// max(0, (requests − K × accepts) / (requests + 1)), where requests and accepts are those of the last two minutes. Amortised O(1).
///
/// Assumption A-SIM-51: the two minutes of adaptive throttling are 120 slots of a second.
package struct AdaptiveThrottle: ~Copyable {
  /// K, at least 1: how many times what the backend accepts is still sent. The book's is 2.
  package let multiplier: Double
  private var requests = SlotWindow(slots: 120, of: 1_000_000_000)
  private var accepts = SlotWindow(slots: 120, of: 1_000_000_000)

  package init(multiplier: Double = 2) {
    self.multiplier = multiplier
  }

  /// The probability, 0 to 1, with which a request at `now` is rejected before it is sent.
  package mutating func rejectProbability(at now: Int64) -> Double {
    let requests = Double(requests.sum(at: now))
    return max(0, (requests - multiplier * Double(accepts.sum(at: now))) / (requests + 1))
  }

  /// Counts a request that the application makes, also one that is rejected here.
  package mutating func noteRequest(at now: Int64) {
    requests.add(1, at: now)
  }

  /// Counts a request that the backend accepted.
  package mutating func noteAccept(at now: Int64) {
    accepts.add(1, at: now)
  }
}
