extension DataPlaneTranslator {
  /// How many of how many requests a data plane copies where a mirror asks for a fraction.
  ///
  /// An Envoy knows hundredths, ten-thousandths and millionths only (reference retry-budgets 1.9, 5.4): Envoy Gateway and, here, Istio and
  /// kgateway write millionths, Cilium hundredths, all rounded down; the rest take the coarsest that is exact, and millionths where none is.
  /// Other data planes take the fraction as it is.
  /// - Parameters:
  ///   - numerator: at least 0.
  ///   - denominator: at least 1.
  public func mirror(numerator: Int, denominator: Int) -> (numerator: Int, denominator: Int) {
    guard kind == .envoy || kind == .envoyInterval else { return (numerator, denominator) }
    func scaled(_ whole: Int) -> (numerator: Int, denominator: Int) {
      let product = numerator.multipliedFullWidth(by: whole)
      // A fraction is at most 1, so that the quotient is at most `whole`; what is not is cut there.
      guard numerator < denominator else { return (whole, whole) }
      return (denominator.dividingFullWidth(product).quotient, whole)
    }
    switch controller {
    case .cilium: return scaled(100)
    case .envoyGateway, .istio, .kgateway: return scaled(1_000_000)
    case .direct:
      let exact = [100, 10_000].first { whole in
        let (product, overflow) = numerator.multipliedReportingOverflow(by: whole)
        return !overflow && product.isMultiple(of: denominator)
      }
      return scaled(exact ?? 1_000_000)
    }
  }
}
