/// Where the requests of a second lie that were written by a clock which knows only seconds.
package enum SecondSpread: String, CaseIterable, Sendable {
  /// At the order statistics of uniform draws: given how many there are, those are the arrivals of a Poisson process.
  case uniform
  /// In the middles of equal parts of it: smoother than traffic is.
  case even
  /// All at one moment, which is drawn: burstier than traffic is.
  case burst
  /// At its beginning, as they are written.
  case none
}
