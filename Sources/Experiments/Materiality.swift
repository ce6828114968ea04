/// What a difference of a metric is large or small against.
enum Materiality {
  /// The size of which a tolerance is a share: the estimate; of a success ratio the failures, or 99.9 % and 99.0 % would be nearly the
  /// same, but at least a tenth, so that a tolerance of 1 % is never less than 0.1 points.
  static func scale(_ metric: String, _ base: Double) -> Double {
    metric == "success_ratio" ? max(1 - base, 0.1) : base.magnitude
  }
}
