/// What the code of a message means at length, for people who ask.
public struct CodeExplanation: Hashable, Sendable {
  /// What was found, why it matters, and what a gateway does with it; its lines are short enough to print.
  public let reason: String
  /// What to do about it.
  public let remedy: String
  /// A few lines of YAML that show it right, where that helps.
  public let example: String?
  /// Where the rule stands: a field's documentation, a proposal, a standard.
  public let source: String

  /// Creates an explanation.
  public init(_ reason: String, remedy: String, example: String? = nil, source: String) {
    self.reason = reason
    self.remedy = remedy
    self.example = example
    self.source = source
  }

  /// The whole text for `code`, whose `meaning` is one sentence.
  public func text(of code: String, _ meaning: String) -> String {
    var parts = ["\(code): \(meaning)", reason, "What to do: \(remedy)"]
    if let example {
      let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
      parts.append(lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n"))
    }
    parts.append("Source: \(source)")
    return parts.joined(separator: "\n\n") + "\n"
  }
}
