/// The tables of the ziggurat method (G. Marsaglia, W. W. Tsang, doi:10.18637/jss.v005.i08) for the
/// exponential and the normal distribution, 256 layers of equal area each.
///
/// Layer `i` reaches from 0 to its edge, `edge(i)`, and from the density at its own edge up to that at the
/// next layer's. Layer 0 is the tail beyond `edge(1)` and the rectangle under it, its edge the width that a
/// rectangle of that area would have.
///
/// The tables are computed at first use and live as long as the process. Only the four operations, square
/// root and `logarithm(_:)` go into them, whose results are the same on every machine.
///
/// Sendable unchecked, for the pointer: nobody writes to the tables after `shared` is set.
@frozen @usableFromInline struct Ziggurats: @unchecked Sendable {
  /// Edges and densities of the exponential, then of the normal distribution, 257 numbers each.
  @usableFromInline let numbers: UnsafePointer<Double>

  static let shared = Ziggurats()

  @inlinable func exponentialEdge(_ layer: Int) -> Double { numbers[layer] }
  @inlinable func normalEdge(_ layer: Int) -> Double { numbers[layer &+ 514] }
  func exponentialDensity(_ layer: Int) -> Double { numbers[layer + 257] }
  func normalDensity(_ layer: Int) -> Double { numbers[layer + 771] }

  /// Where the tail begins, and the area of a layer, for 256 layers; r solves the condition that the topmost
  /// layer ends at the mode (computed with 40 digits).
  static let exponentialTail = (begin: 7.697117470131050, area: 0.003949659822581557)
  static let normalTail = (begin: 3.654152885361009, area: 0.004928673233974655)

  private init() {
    let numbers = UnsafeMutablePointer<Double>.allocate(capacity: 4 * 257)
    let exponential = Ziggurats.exponentialTail
    // The area (r + 1) exp(-r) over the density exp(-r).
    Ziggurats.fill(
      numbers, begin: exponential.begin, area: exponential.area, base: exponential.begin + 1,
      distance: { -logarithm($0) })
    let normal = Ziggurats.normalTail
    Ziggurats.fill(
      numbers + 514, begin: normal.begin, area: normal.area, base: 3.910757959524916,
      distance: { (-2 * logarithm($0)).squareRoot() })
    self.numbers = UnsafePointer(numbers)
  }

  /// - Parameters:
  ///   - table: 257 edges, and behind them 257 densities.
  ///   - base: the edge of layer 0: the area over the density at `begin`.
  ///   - distance: how far from the mode the density, 1 at the mode, has fallen to a value.
  private static func fill(
    _ table: UnsafeMutablePointer<Double>, begin: Double, area: Double, base: Double,
    distance: (Double) -> Double
  ) {
    let densities = table + 257
    table[0] = base
    table[1] = begin
    densities[0] = 0
    densities[1] = area / base
    for layer in 2..<256 {
      densities[layer] = densities[layer - 1] + area / table[layer - 1]
      table[layer] = distance(densities[layer])
    }
    table[256] = 0
    densities[256] = 1
  }
}

extension Draws {
  /// The draw where a value lies outside the part of its layer that is wholly under the density: 1 in 90.
  @usableFromInline @inline(never)
  mutating func exponential(outside first: Double, of firstLayer: Int) -> Double {
    var value = first
    var layer = firstLayer
    var beyond = 0.0
    while true {
      if layer == 0 {
        // The tail of an exponential is an exponential.
        beyond += Ziggurats.exponentialTail.begin
      } else {
        let floor = ziggurats.exponentialDensity(layer)
        let height = floor + (ziggurats.exponentialDensity(layer + 1) - floor) * positiveUniform()
        if -logarithm(height) > value { return beyond + value }
      }
      let word = word()
      layer = Int(truncatingIfNeeded: word & 255)
      value = Double(word &>> 11) * 0x1p-53 * ziggurats.exponentialEdge(layer)
      if value < ziggurats.exponentialEdge(layer + 1) { return beyond + value }
    }
  }

  /// The draw where a value lies outside the part of its layer that is wholly under the density: 1 in 70.
  @usableFromInline @inline(never)
  mutating func normal(outside first: Double, of firstLayer: Int, isNegative: Bool) -> Double {
    if firstLayer == 0 {
      // The tail beyond r: r + x, x exponential with rate r, accepted with probability exp(-x²/2).
      while true {
        let distance = exponential() / Ziggurats.normalTail.begin
        if 2 * exponential() >= distance * distance {
          let value = Ziggurats.normalTail.begin + distance
          return isNegative ? -value : value
        }
      }
    }
    let floor = ziggurats.normalDensity(firstLayer)
    let height = floor + (ziggurats.normalDensity(firstLayer + 1) - floor) * positiveUniform()
    if -2 * logarithm(height) > first * first { return isNegative ? -first : first }
    return normal()
  }
}
