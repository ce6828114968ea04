/// Random numbers that are the same everywhere for a seed: SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014, doi:10.1145/2660193.2660195).
package struct TrialRandom {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 to below `count`, which is at least 1.
  package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

  /// One of `choices`, which are not none.
  package mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[below(choices.count)] }

  /// A range within `0..<count`, mostly short.
  package mutating func slice(of count: Int) -> Range<Int> {
    let start = below(count + 1)
    let most = below(4) == 0 ? count : 40
    return start..<min(count, start + below(most + 1))
  }
}
