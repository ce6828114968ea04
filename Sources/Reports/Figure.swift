import Results

/// Numbers for people: a unit, and as many digits as mean something.
struct Figure {
  private let scale: Double
  private let unit: String
  private let digits: Int

  /// How to write `value`, and what belongs to it in the same unit, such as its interval's half-width.
  ///
  /// - Parameter metric: The name of the metric; a ratio that is no share, such as `amplification`, is
  ///   written as a factor.
  init(for value: Double, metric: String) {
    switch MetricCatalogue[metric]?.unit {
    case .seconds:
      let step: (Double, String) =
        switch value.magnitude {
        case 0: (1, "s")
        case ..<1e-6: (1e9, "ns")
        case ..<1e-3: (1e6, "us")
        case ..<1: (1e3, "ms")
        default: (1, "s")
        }
      self.init(scale: step.0, unit: " " + step.1, digits: Self.digits(value * step.0))
    case .ratio where !["amplification", "attempts_per_request"].contains(metric):
      self.init(scale: 100, unit: " %", digits: Self.percentDigits(value))
    case .count: self.init(scale: 1, unit: "", digits: value == value.rounded() ? 0 : Self.digits(value))
    case .perSecond: self.init(scale: 1, unit: "/s", digits: Self.digits(value))
    case .ratio, nil: self.init(scale: 1, unit: "", digits: Self.digits(value))
    }
  }

  private init(scale: Double, unit: String, digits: Int) {
    self.scale = scale
    self.unit = unit
    self.digits = digits
  }

  /// The number with its unit, `12.3 ms`.
  func text(_ value: Double) -> String { number(value) + unit }

  /// The number with its unit, without zeros at the end of its fraction: `12 ms`.
  func trimmedText(_ value: Double) -> String {
    var digits = number(value)
    guard digits.contains(".") else { return digits + unit }
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return digits + unit
  }

  /// The number with half of its interval's width and the unit, `12.3 ±0.4 ms`.
  ///
  /// - Parameter signed: Whether a number above 0 has a sign, as a difference has.
  func text(
    _ value: Double, plusMinus half: Double?, signed: Bool = false, _ voice: Voice = .signs
  ) -> String {
    let sign = signed && value > 0 ? "+" : ""
    guard let half else { return sign + text(value) }
    // One digit more where the interval would look like none.
    let vanishes = half > 0 && (half * scale) < Self.fixedStep(digits) / 2
    let digits = vanishes ? digits + 1 : digits
    return sign + Self.fixed(value * scale, digits) + voice.plusMinus + Self.fixed(half * scale, digits)
      + unit
  }

  /// A share that may be above 1, `12.3 %`.
  static func percent(_ share: Double) -> String { fixed(share * 100, digits(share * 100)) + " %" }

  /// A relative difference, `+12.3 %`.
  static func signedPercent(_ share: Double) -> String { (share > 0 ? "+" : "") + percent(share) }

  private func number(_ value: Double) -> String { Self.fixed(value * scale, digits) }

  private static func fixedStep(_ digits: Int) -> Double { (0..<digits).reduce(1) { step, _ in step / 10 } }

  /// Three significant digits, but every digit before the point.
  private static func digits(_ value: Double) -> Int {
    switch value.magnitude {
    case 0: 0
    case ..<0.1: 4
    case ..<1: 3
    case ..<10: 2
    case ..<100: 1
    default: 0
    }
  }

  /// Two, or up to four where a share would look like nothing or like everything and is neither.
  private static func percentDigits(_ share: Double) -> Int {
    let distance = min(share.magnitude, (1 - share).magnitude) * 100
    return switch distance {
    case 0: 2
    case ..<0.0005: 4
    case ..<0.005: 3
    default: 2
    }
  }

  /// `value` with `digits` digits after the point and commas between thousands.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "\(value)" }
    let power = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let scaled = (value.magnitude * power).rounded()
    guard scaled < 0x1p63 else { return "\(value)" }
    let text = String(Int64(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let fraction = digits > 0 ? "." + padded.suffix(digits) : ""
    return sign + grouped(String(padded.dropLast(digits))) + fraction
  }

  /// A whole number with commas between thousands.
  static func count(_ value: Int) -> String { (value < 0 ? "-" : "") + grouped(String(value.magnitude)) }

  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// A time that somebody wrote, in the way it was written: `2m30s`, `250ms`.
  static func duration(_ nanoseconds: Int64) -> String {
    guard nanoseconds != 0 else { return "0s" }
    var rest = nanoseconds.magnitude
    var text = nanoseconds < 0 ? "-" : ""
    let units: [(UInt64, String)] = [
      (3_600_000_000_000, "h"), (60_000_000_000, "m"), (1_000_000_000, "s"), (1_000_000, "ms"), (1000, "us"),
      (1, "ns"),
    ]
    for (size, unit) in units where rest >= size {
      text += "\(rest / size)\(unit)"
      rest %= size
    }
    return text
  }
}
