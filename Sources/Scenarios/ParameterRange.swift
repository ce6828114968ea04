import Documents

/// The values between two ends, in equal steps, each with a text that reads back as that value.
public struct ParameterRange: Sendable, Equatable {
  /// The lower end, as it was written.
  public let low: Amount
  /// The upper end, as it was written.
  public let high: Amount
  /// What both measure.
  public let dimension: Amount.Dimension
  /// How many steps lead from ``low`` to ``high``, at least 1.
  public let steps: Int

  private let notation: Notation
  private let start: Double
  private let step: Double

  /// How many steps a range has that neither says nor is made of whole numbers.
  public static let defaultSteps = 1000

  /// The range from `low` to `high`: whole numbers without a unit in steps of 1, else in 1,000 steps; or in those of `step`, of which the
  /// last may be shorter.
  /// - Throws: `SCN016` without a place where an end is no amount, they are of two dimensions, `low` is not below `high`, or the
  ///   step is not between 0 and their distance, or too small.
  public init(low: String, high: String, step: String? = nil) throws(Diagnostic) {
    let ends = [try Self.amount(low), try Self.amount(high)]
    self.low = ends[0]
    self.high = ends[1]
    dimension = try Self.dimension(of: ends[0], ends[1])
    let given = step.flatMap(Amount.init)
    let notation = Notation(of: ends + [given].compactMap { $0 }, dimension)
    let start = notation.number(of: ends[0])
    let distance = notation.number(of: ends[1]) - start
    guard distance > 0, distance.isFinite else {
      throw Self.problem("the range begins at \(low), which is not below its end \(high)")
    }
    if let step {
      guard let given, Self.fits(given, dimension) else {
        throw Self.problem("the step \(step.prefix(80)) is not of the kind of the ends \(low) and \(high)")
      }
      self.step = notation.number(of: given)
      guard self.step > 0, self.step <= distance else {
        throw Self.problem("the step \(step) is not above 0 and at most the distance from \(low) to \(high)")
      }
    } else {
      self.step = ends.allSatisfy(\.isWhole) ? 1 : distance / Double(Self.defaultSteps)
    }
    let count = (distance / self.step - 1e-9).rounded(.up)
    guard count <= 1e9, let precise = notation.resolving(self.step, from: start, to: start + distance) else {
      throw Self.problem("the steps from \(low) to \(high) are too small to tell the values apart")
    }
    steps = max(Int(count), 1)
    self.notation = precise
    self.start = start
  }

  /// The text of the value after `index` steps; the ends beyond them, as they were written.
  public func value(atStep index: Int) -> String {
    if index <= 0 { return low.text }
    if index >= steps { return high.text }
    return notation.text(of: start + step * Double(index))
  }

  /// The text of the value nearest to `position`, from 0 at ``low`` to 1 at ``high``.
  public func value(at position: Double) -> String {
    guard position > 0 else { return low.text }
    guard position < 1 else { return high.text }
    return value(atStep: Int((position * Double(steps)).rounded()))
  }

  /// The number that `text` means, by which values compare: in seconds, per second, a share of 1, or as it stands; nil where it is of
  /// another kind than the ends.
  public func number(of text: String) -> Double? {
    switch dimension {
    case .number: Amount(text).flatMap { $0.dimension == .number ? $0.value : nil }
    case .time: Quantity.duration(text).map { Double($0) / 1e9 }
    case .rate: Quantity.rate(text)
    case .share: Quantity.share(text)
    }
  }

  // MARK: Reading

  private static func amount(_ text: String) throws(Diagnostic) -> Amount {
    guard let amount = Amount(text), amount.value.isFinite else {
      throw problem("expected a number, a time, a rate or a share at each end, found \"\(text.prefix(80))\"")
    }
    return amount
  }

  /// A nought needs no unit.
  private static func fits(_ amount: Amount, _ dimension: Amount.Dimension) -> Bool {
    amount.dimension == dimension || amount.text == "0"
  }

  private static func dimension(of low: Amount, _ high: Amount) throws(Diagnostic) -> Amount.Dimension {
    if fits(low, high.dimension) { return high.dimension }
    throw problem(
      "the ends are of two kinds: \(low.text) is a \(low.dimension.rawValue), \(high.text) a \(high.dimension.rawValue)"
    )
  }

  private static func problem(_ message: String) -> Diagnostic {
    Diagnostic(
      code: ScenarioCode.variedForm.rawValue, message: message,
      suggestion: "write both ends with a unit, the lower one first: 1..20, 2s..20s, 140/s..280/s or 10%..50%"
    )
  }
}
