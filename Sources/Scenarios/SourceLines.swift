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

  /// The longest text of a line that is shown, in characters.
  private static let shown = 200
  /// The longest line that is looked at, in bytes: thousands of changes may stand on one of megabytes.
  private static let longest = 65_536

  /// The line at `location`, without the spaces around it; what is long is cut off on both sides of the place, and nil stands for
  /// lines of more than 64 KiB. O(size of the file), once a file.
  subscript(location: SourceLocation) -> String? {
    if location.file.hasPrefix("--set ") {
      guard let change = overrides.last(where: { $0.hasPrefix(location.file + "=") }) else { return nil }
      let text = change.unicodeScalars.dropFirst("--set ".count).prefix(Self.shown + 1)
      return clipped(text.map { $0 == "\n" ? " " : $0 }, around: 0)
    }
    return text(of: location.file)?.line(location.line, upTo: Self.longest).map {
      clipped(Array($0.unicodeScalars), around: location.column - 1)
    }
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
    let start = max(0, min(column - Self.shown / 3, line.count - Self.shown))
    var shown = line[start...].prefix(Self.shown)
    let isCut = start + shown.count < line.count
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    while let first = shown.first, isBlank(first) { shown.removeFirst() }
    while let last = shown.last, isBlank(last) { shown.removeLast() }
    return (start > 0 ? "…" : "") + String(String.UnicodeScalarView(shown)) + (isCut ? "…" : "")
  }
}
