import Documents
import Foundation
import Scenarios

extension Scenario {
  /// The files that it was read from, and every text in its own document as the name of a file beside it: traces and rates among them.
  var namedFiles: [String] {
    let folder = documents.first.map { URL(fileURLWithPath: $0.file).deletingLastPathComponent() }
    let texts = documents.first.map { Self.texts(in: $0.root) } ?? []
    // The inputs of a sweep are named from its own folder.
    return inputs.map(\.file) + documents.map(\.file)
      + texts.map { URL(fileURLWithPath: $0, relativeTo: folder).path }
  }

  private static func texts(in value: Value) -> [String] {
    switch value.content {
    case .mapping(let fields): fields.flatMap { texts(in: $0.value) }
    case .sequence(let items): items.flatMap(texts)
    case .scalar, .null: value.text.map { [$0] } ?? []
    }
  }
}
