import Foundation
import Testing

/// Compares `text` with the golden file `name`; `WEIR_UPDATE_GOLDENS=1` writes the file instead.
func expectGolden(
  _ text: String, _ name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let golden = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Goldens/ReportsTests/\(name)")
  if ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" {
    try Data(text.utf8).write(to: golden)
    return
  }
  let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
  let message = difference(from: expected, to: text)
  #expect(expected == text, "\(name) differs:\n\(message)", sourceLocation: sourceLocation)
}

private func difference(from expected: String, to actual: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  return new.difference(from: old).map { change in
    switch change {
    case .remove(let line, let text, _): "-\(line + 1): \(text)"
    case .insert(let line, let text, _): "+\(line + 1): \(text)"
    }
  }.joined(separator: "\n")
}
