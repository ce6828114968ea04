/// The parts of JSON that Weir writes: strings, numbers, and the labels of a metric.
public enum JSONText {
  /// `text` as a JSON string with its quotes; control characters are escaped, everything else stands as it is.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The shortest text that reads back as `value`, without a fraction where there is none; `null` where it
  /// is not finite, since JSON knows no such number.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    // Below 2^53 every integer is exact, and nobody expects "42.0" in JSON.
    if value.magnitude < 0x1p53, value == value.rounded() { return String(Int64(value)) }
    return "\(value)"
  }

  /// Labels as an object, keys ascending.
  public static func object(_ labels: Labels) -> String {
    "{" + labels.all.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",") + "}"
  }

  /// Numbers as an array, `null` for one that is not finite.
  static func array(_ values: [Double]) -> String {
    "[" + values.map(number).joined(separator: ",") + "]"
  }
}
