/// The random draws for one attempt of one request, taken one after the other.
///
/// A value: a copy draws the same again. What is drawn is the same on every machine, bit for bit.
@frozen public struct Draws: Sendable {
  @usableFromInline var state: UInt64
  @usableFromInline let ziggurats: Ziggurats

  @inlinable init(state: UInt64, ziggurats: Ziggurats) {
    self.state = state
    self.ziggurats = ziggurats
  }

  /// Sixty-four random bits.
  @inlinable public mutating func word() -> UInt64 {
    state &+= goldenRatio
    return mix(state)
  }

  /// Uniform in [0, 1): a multiple of 2^-53.
  @inlinable public mutating func uniform() -> Double {
    Double(word() &>> 11) * 0x1p-53
  }

  /// Uniform in (0, 1]: a multiple of 2^-53, never zero, for a logarithm or a divisor.
  @inlinable public mutating func positiveUniform() -> Double {
    Double(word() &>> 11 &+ 1) * 0x1p-53
  }

  /// Uniform among 0 ..< `bound`, without bias (D. Lemire, doi:10.1145/3230636).
  /// - Parameter bound: how many outcomes there are; zero is a programmer error.
  @inlinable public mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound > 0, "a draw below zero")
    var product = bound.multipliedFullWidth(by: word())
    if product.low < bound {
      let incomplete = (0 &- bound) % bound
      while product.low < incomplete { product = bound.multipliedFullWidth(by: word()) }
    }
    return product.high
  }

  /// Exponential with mean 1.
  @inlinable public mutating func exponential() -> Double {
    let word = word()
    let layer = Int(truncatingIfNeeded: word & 255)
    let value = Double(word &>> 11) * 0x1p-53 * ziggurats.exponentialEdge(layer)
    if value < ziggurats.exponentialEdge(layer &+ 1) { return value }
    return exponential(outside: value, of: layer)
  }

  /// Normal with mean 0 and standard deviation 1.
  @inlinable public mutating func normal() -> Double {
    let word = word()
    let layer = Int(truncatingIfNeeded: word & 255)
    let value = Double(word &>> 11) * 0x1p-53 * ziggurats.normalEdge(layer)
    let isNegative = word & 256 != 0
    if value < ziggurats.normalEdge(layer &+ 1) { return isNegative ? -value : value }
    return normal(outside: value, of: layer, isNegative: isNegative)
  }
}
