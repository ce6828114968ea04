import Documents
import Foundation

extension Value {
  /// The value as JSON, which is YAML too; its scalars are what the rules of YAML 1.2 make of them.
  var json: String {
    switch content {
    case .null: "null"
    case .sequence(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
    case .mapping(let fields):
      "{" + fields.map { "\(Self.quoted($0.key)): \($0.value.json)" }.joined(separator: ", ") + "}"
    case .scalar(let scalar):
      switch scalar.resolved {
      case .boolean(let flag): "\(flag)"
      case .integer(let number): "\(number)"
      case .number(let number): "\(number)"
      case .string(let text): Self.quoted(text)
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
