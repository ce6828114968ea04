import Documents
import Foundation

extension CalibratedScenario {
  /// A distribution in flow style.
  static func flow(_ fit: ServiceTimeFit) -> String {
    switch fit.choice {
    case .constant(let value): return "{constant: \(time(value))}"
    case .empirical(let values):
      return "{empirical: {values: [\(values.map(time).joined(separator: ", "))]}}"
    case .law(let law):
      let parameter =
        switch law {
        case .exponential: ""
        case .lognormal(_, let sigma): ", sigma: \(plain(sigma))"
        case .gamma(let shape, _): ", cv: \(plain(1 / shape.squareRoot()))"
        case .weibull(let shape, _): ", shape: \(plain(shape))"
        }
      return "{\(law.name): {mean: \(time(law.mean ?? 0))\(parameter)}}"
    }
  }

  /// A text in double quotes, with everything but printable ASCII escaped (YAML 1.2, 5.7): it comes from a log.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += String(format: "\\U%08X", scalar.value)
      }
    }
    return result + "\""
  }

  /// Seconds as a time, to the nanosecond.
  static func time(_ seconds: Double) -> String {
    Quantity.format(nanoseconds: Int64((min(max(seconds, 0), 2_592_000) * 1e9).rounded()))
  }

  /// Seconds to the millisecond, for people.
  static func seconds(_ seconds: Double) -> String { plain((seconds * 1e3).rounded() / 1e3) + " s" }

  /// A rate, to six digits.
  static func rate(_ perSecond: Double) -> String {
    perSecond < 0.01 ? plain(perSecond * 3600) + "/h" : plain(perSecond) + "/s"
  }

  /// A number above 0 in decimals without an exponent, to six digits.
  static func plain(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "0" }
    let digits = max(0, min(12, 5 - Int(log10(value).rounded(.down))))
    var text = String(format: "%.\(digits)f", value)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }
}
