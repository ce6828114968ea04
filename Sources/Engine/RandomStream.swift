/// The random draws of one purpose at one entity in one replication.
///
/// Counter-based: a draw is a function of (seed, replication, purpose, entity, request, attempt, index), not
/// of how many were made before. So one request, retry or entity more shifts no other draw, and two variants
/// of a scenario see the same world (common random numbers).
///
/// The key of a stream absorbs its coordinates one by one, each through `mix`, the finaliser of SplitMix64
/// (G. Steele, D. Lea, C. Flood, doi:10.1145/2660193.2660195). The draws of a request are the words of
/// SplitMix64 from a state that is mixed from the stream's key and the request. The generator is frozen:
/// golden vectors in the tests hold it.
@frozen public struct RandomStream: Sendable {
  @usableFromInline let key: UInt64
  @usableFromInline let ziggurats: Ziggurats

  /// The stream of one purpose at one entity.
  /// - Parameters:
  ///   - seed: the scenario's.
  ///   - replication: the number of the replication.
  ///   - purpose: what is drawn, by a number of the model's own.
  ///   - entity: where it is drawn: a number, or `entity(named:)`.
  public init(seed: UInt64, replication: UInt32, purpose: UInt32, entity: UInt64) {
    var key = mix(seed &+ goldenRatio)
    key = mix(key &+ (UInt64(replication) << 32 | UInt64(purpose)) &* requestStep)
    self.key = mix(key &+ entity &* requestStep)
    ziggurats = .shared
  }

  /// A number for a name, from its UTF-8: the same in every version, on every machine.
  public static func entity(named name: String) -> UInt64 {
    var hash = mix(UInt64(name.utf8.count) &+ goldenRatio)
    var word: UInt64 = 0
    var filled: UInt64 = 0
    for byte in name.utf8 {
      word |= UInt64(byte) << filled
      filled += 8
      if filled == 64 {
        hash = mix(hash &+ word &* requestStep)
        word = 0
        filled = 0
      }
    }
    return filled == 0 ? hash : mix(hash &+ word &* requestStep)
  }

  /// The draws for one attempt of one request.
  /// - Parameters:
  ///   - request: the number of the request, or of whatever the purpose counts.
  ///   - attempt: the number of the attempt; each has 2^32 draws of its own.
  @inlinable public func draws(_ request: UInt64, _ attempt: UInt32 = 0) -> Draws {
    let state = mix(key &+ request &* requestStep) &+ (UInt64(attempt) &<< 32) &* goldenRatio
    return Draws(state: state, ziggurats: ziggurats)
  }
}

/// The odd number nearest to 2^64 divided by the golden ratio: the step of SplitMix64.
@inlinable var goldenRatio: UInt64 { 0x9E37_79B9_7F4A_7C15 }

/// The step from one request to the next: another odd number of scattered bits, a multiplier from Steele and
/// Vigna (doi:10.1002/spe.3030), so that stepping a request is not stepping an index.
@inlinable var requestStep: UInt64 { 0xD134_2543_DE82_EF95 }

/// Mixes the bits of a word so that each of the result depends on all: a bijection ("Mix13" of D. Stafford).
@inlinable func mix(_ word: UInt64) -> UInt64 {
  var mixed = word
  mixed = (mixed ^ mixed &>> 30) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
  return mixed ^ mixed &>> 31
}
