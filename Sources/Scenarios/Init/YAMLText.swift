import Documents
import Foundation

/// Texts of which scenario files are made.
package enum YAMLText {
  /// A number to four decimal places, without an exponent and without zeros at its end.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    var text = String(format: "%.4f", value)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// A share from 0 to 1 as a value: `42%`.
  package static func percent(_ share: Double) -> String { number(share * 100) + "%" }

  /// A share from 0 to 1 for people, to a tenth of a percent: `42 %`.
  package static func share(_ share: Double) -> String {
    share > 0 && share < 0.0005 ? "less than 0.1 %" : number((share * 1000).rounded() / 10) + " %"
  }

  /// A rate as a value, never 0.
  package static func rate(_ perSecond: Double) -> String { number(max(perSecond, 1e-4)) + "/s" }

  /// A text as a value in flow style: in quotes only where it needs them.
  package static func flow(_ text: String) -> String { value(text).flowText() }

  /// The pairs as a mapping of texts.
  package static func flowValue(_ pairs: [(key: String, value: String)]) -> Value {
    Value(
      .mapping(pairs.map { Value.Field(key: $0.key, location: place, value: value($0.value)) }), at: place)
  }

  /// A mapping in flow style.
  package static func flow(_ fields: [(key: String, value: Value)]) -> String {
    Value(
      .mapping(fields.map { Value.Field(key: $0.key, location: place, value: $0.value) }), at: place
    ).flowText()
  }

  /// A text.
  package static func value(_ text: String) -> Value {
    Value(.scalar(.init(text, isQuoted: true)), at: place)
  }

  /// An entry of a list in block style, where braces and commas mean nothing: in quotes only where it needs them.
  package static func blockEntry(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
          || " ./_-{}=,\"<>%".unicodeScalars.contains($0))
    }
    return isPlain && text.first?.isLetter == true ? text : flow(text)
  }

  /// A comment of one line: what manifests say may not end it.
  package static func comment(_ text: String) -> String {
    var line = "# "
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: line += "?"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  private static let place = SourceLocation(file: "", line: 1, column: 1)
}
