import Foundation

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

  /// Texts as an array.
  static func array(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ",") + "]" }

  /// Reads what ``array(_:)-([String])`` wrote; nil where it is something else.
  static func texts(_ text: String) -> [String]? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String]
  }

  /// Histogram buckets as an array of `[lower, upper, count]`.
  static func array(_ buckets: [HistogramRecord.Bucket]) -> String {
    "[" + buckets.map { "[\($0.lower),\($0.upper),\($0.count)]" }.joined(separator: ",") + "]"
  }

  /// Reads what ``object(_:)`` wrote; nil where it is something else.
  static func labels(_ text: String) -> Labels? {
    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let pairs = value as? [String: String] else { return nil }
    return Labels(pairs.map { (key: $0.key, value: $0.value) })
  }

  /// Reads what ``array(_:)-([Double])`` wrote; what is no number becomes NaN.
  static func numbers(_ text: String) -> [Double] {
    text.dropFirst().dropLast().split(separator: ",").map { Double($0) ?? .nan }
  }

  /// Reads what ``array(_:)-([HistogramRecord.Bucket])`` wrote; nil where it is something else.
  static func buckets(_ text: String) -> [HistogramRecord.Bucket]? {
    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    guard let rows = value as? [[NSNumber]] else { return nil }
    var buckets: [HistogramRecord.Bucket] = []
    for row in rows {
      guard row.count == 3 else { return nil }
      buckets.append(.init(lower: row[0].int64Value, upper: row[1].int64Value, count: row[2].uint64Value))
    }
    return buckets
  }
}
