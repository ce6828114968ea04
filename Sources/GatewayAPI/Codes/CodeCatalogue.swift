import Documents

/// The codes of all messages about manifests, with what they mean.
public struct CodeCatalogue: Sendable {
  /// One code.
  public struct Entry: Sendable {
    /// The code, such as `GW301`.
    public let code: String
    /// What it means, in one sentence.
    public let meaning: String
    /// What it means at length.
    public let explanation: CodeExplanation

    /// All of it as text of several lines.
    public var text: String { explanation.text(of: code, meaning) }
  }

  /// Every code, those of reading first, each group in its order.
  public let entries: [Entry]

  /// Collects the codes.
  public init() {
    let reading = DocumentCode.allCases.map {
      Entry(code: $0.rawValue, meaning: $0.sentence, explanation: $0.explanation)
    }
    let manifests = GatewayCode.allCases.map {
      Entry(code: $0.rawValue, meaning: $0.meaning, explanation: $0.explanation)
    }
    entries = reading + manifests.sorted { $0.code < $1.code }
  }

  /// The entry of a code in any case of letters, nil where there is none.
  public subscript(code code: String) -> Entry? {
    let wanted = code.uppercased()
    return entries.first { $0.code == wanted }
  }

  /// A line for each code with its meaning.
  public var list: String {
    let width = entries.map(\.code.count).max() ?? 0
    return entries.map { entry in
      entry.code + String(repeating: " ", count: width - entry.code.count + 2) + entry.meaning + "\n"
    }.joined()
  }
}
