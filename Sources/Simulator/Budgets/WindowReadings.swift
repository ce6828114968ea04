/// How the wording of GEP-3388 is read where it leaves several ways open (reference gateway-api 5.3, retry-budgets 5.2).
package struct WindowReadings: Sendable, Hashable {
  /// What the share is a share of.
  package enum Denominator: Sendable, Hashable, CaseIterable {
    /// First attempts and retries: at most percent / (100 − percent) retries for each first attempt.
    case allAttempts
    /// First attempts only.
    case firstAttempts
  }

  /// What the minimum rate of `count` in `minimumInterval` does beside the share.
  package enum Minimum: Sendable, Hashable, CaseIterable {
    /// Fewer than `count` retries in the last `minimumInterval` allow one more, whatever the share says.
    case alternative
    /// The limit of the window is the larger of the share and count × interval / minimumInterval.
    case larger
    /// The limit of the window is the sum of the two.
    case added
  }

  /// What a window of some length remembers.
  package enum Window: Sendable, Hashable, CaseIterable {
    /// What is younger than its length.
    case sliding
    /// What came since the last multiple of its length.
    case fixed
    /// What came in the current tenth of its length or one of the nine before it; at least 10 ns.
    case tenSlots

    /// The last moment that such a window has forgotten at `now`.
    @inline(__always) func forgotten(at now: Int64, length: Int64) -> Int64 {
      switch self {
      case .sliding: now - length
      case .fixed: now - now % length - 1
      case .tenSlots: (now / (length / 10) - 9) * (length / 10) - 1
      }
    }
  }

  /// Whether a fraction of a retry is one.
  package enum Share: Sendable, Hashable, CaseIterable {
    /// R + 1 ≤ floor(percent × N / 100).
    case roundedDown
    /// R < percent × N / 100.
    case realValued
  }

  package var denominator: Denominator
  package var minimum: Minimum
  package var window: Window
  package var share: Share

  /// Creates readings; the defaults are those of assumption A-SIM-1.
  package init(
    denominator: Denominator = .allAttempts, minimum: Minimum = .alternative, window: Window = .sliding,
    share: Share = .roundedDown
  ) {
    self.denominator = denominator
    self.minimum = minimum
    self.window = window
    self.share = share
  }
}
