/// What the draws of this module are for; 1 to 15 are Traffic's, the simulator's begin at 16.
enum TrafficPurpose {
  /// The gaps between a source's arrivals, in units of the mean gap.
  static let arrivals: UInt32 = 1
  /// Which entry of the mix a request is.
  static let shapes: UInt32 = 2
  /// Whether an arrival stays in a window with fewer arrivals, or how often a record comes in one with more.
  static let thinning: UInt32 = 3
  /// The gaps between the arrivals that a surge adds.
  static let surgeArrivals: UInt32 = 4
  /// Which entry of the mix a request is that a surge adds.
  static let surgeShapes: UInt32 = 5
  /// How long a modulated source stays in a state.
  static let stays: UInt32 = 6
  /// In which state a modulated source begins, and which follows.
  static let changes: UInt32 = 7
  /// By how much a copy of a trace is shifted.
  static let traceOffsets: UInt32 = 8
  /// Whether a record is there in a copy of a trace that has only a share of them.
  static let traceShares: UInt32 = 9
}
