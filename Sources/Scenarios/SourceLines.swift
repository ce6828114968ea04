import Documents
import Records

/// The lines of the files of a scenario, and the changes of its command line.
final class SourceLines {
  private let inputs: [RunRecord.Input]
  private let overrides: [String]
  private var files: [String: SourceText] = [:]

  init(_ scenario: Scenario) {
    inputs = scenario.inputs
    overrides = scenario.overrides
  }

  /// The longest text of a line, in characters.
  private static let longest = 200

  /// The line at `location`, without the spaces around it; what is long is cut off on both sides of the place. O(size of the file), once a
  /// file.
  subscript(location: SourceLocation) -> String? {
    if location.file.hasPrefix("--set ") {
      let change = overrides.last { $0.hasPrefix(location.file + "=") }
      return change.map {
        clipped($0.unicodeScalars.dropFirst("--set ".count).map { $0 == "\n" ? " " : $0 }, around: 0)
      }
    }
    guard let line = text(of: location.file)?.line(location.line) else { return nil }
    return clipped(Array(line.unicodeScalars), around: location.column - 1)
  }

  private func text(of file: String) -> SourceText? {
    if let known = files[file] { return known }
    guard let input = inputs.first(where: { $0.file == file }) else { return nil }
    var texts = SourceTexts()
    texts.add(input.text, file: file)
    files[file] = texts[file]
    return texts[file]
  }

  private func clipped(_ line: [Unicode.Scalar], around column: Int) -> String {
    let start =
      line.count > Self.longest ? max(0, min(column - Self.longest / 3, line.count - Self.longest)) : 0
    var shown = line[start...].prefix(Self.longest)
    let isCut = start + shown.count < line.count
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    while let first = shown.first, isBlank(first) { shown.removeFirst() }
    while let last = shown.last, isBlank(last) { shown.removeLast() }
    return (start > 0 ? "…" : "") + String(String.UnicodeScalarView(shown)) + (isCut ? "…" : "")
  }
}
