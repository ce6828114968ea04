/// Garwood's exact interval of a Poisson mean (Biometrika 28, 1936, doi:10.1093/biomet/28.3-4.437).
package struct PoissonInterval: Sendable, Equatable {
  /// Its ends, as counts.
  package let low: Double
  package let high: Double

  /// The interval around a count that covers the mean with at least `confidence`: χ² quantiles, which are those of gamma variates with
  /// the shapes n and n + 1.
  package init(count: Int, confidence: Double) {
    let tail = (1 - confidence) / 2
    low = count == 0 ? 0 : IncompleteGamma.inverse(tail, a: Double(count))
    high = IncompleteGamma.inverse(1 - tail, a: Double(count) + 1)
  }
}
