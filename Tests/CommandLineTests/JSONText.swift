import Foundation

/// A JSON object that a command wrote, read by somebody else's parser.
struct JSONText {
  struct NoObject: Error {}

  let members: [String: Any]

  init(_ text: String) throws {
    guard let members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
      throw NoObject()
    }
    self.members = members
  }

  subscript(key: String) -> Any? { members[key] }

  var metrics: [[String: Any]] { members["metrics"] as? [[String: Any]] ?? [] }

  var checks: [[String: Any]] { members["checks"] as? [[String: Any]] ?? [] }

  /// The metric with exactly these labels.
  func metric(_ name: String, _ labels: [String: String] = [:]) -> [String: Any]? {
    metrics.first { $0["name"] as? String == name && $0["labels"] as? [String: String] == labels }
  }
}
