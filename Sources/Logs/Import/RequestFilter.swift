import Documents

/// What a request must fulfil to be read: `KEY=PATTERN` or `KEY!=PATTERN`.
///
/// In patterns `*` stands for any text. The empty pattern matches what the log does not tell.
package struct RequestFilter: Sendable, Equatable {
  /// What of a request is looked at.
  package enum Key: Sendable, Equatable {
    /// The host, without regard to case, and without its port unless the pattern has one.
    case host
    /// The path, without its query unless the pattern has a `?`.
    case path
    /// The method, without regard to case.
    case method
    /// The status: `200`, `5xx`, `400-499`.
    case status
    /// Who served it.
    case upstream
    /// What the client calls itself.
    case userAgent
    /// How it ended, in the words of ``LogOutcome/word``.
    case outcome
    /// A column or key of CSV or JSON beyond the fields.
    case label(String)
  }

  /// The keys other than labels, as they are written.
  package static let keys = ["host", "path", "method", "status", "upstream", "user-agent", "outcome"]

  /// What of a request is looked at.
  package let key: Key
  /// The filter as it was written.
  package let text: String

  private let isNegated: Bool
  private let pattern: BytePattern
  private let statuses: ClosedRange<Int32>?
  /// Whether the port of a host, or the query of a path, is a part of what is compared.
  private let isWhole: Bool

  /// Reads a filter.
  ///
  /// - Throws: ``TraceCode/filter`` where the text is none.
  package init(_ text: String) throws(TraceProblem) {
    guard let equals = text.firstIndex(of: "=") else {
      throw Self.problem(text, "it has no =", "write KEY=PATTERN or KEY!=PATTERN, such as path=/cart*")
    }
    isNegated = text[..<equals].hasSuffix("!")
    let name = text[..<equals].dropLast(isNegated ? 1 : 0)
    let value = String(text[text.index(after: equals)...])
    guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || "!<>~\"'".contains($0) }) else {
      throw Self.problem(
        text, "\"\(name)\" is no key",
        "the keys are \(Self.keys.joined(separator: ", ")) and the names of columns")
    }
    self.text = text
    let key = Self.key(String(name))
    self.key = key
    statuses = key == .status && !value.isEmpty && value != "*" ? try Self.statuses(value, text) : nil
    if key == .outcome { try Self.checkOutcome(value, text) }
    pattern = BytePattern(value, ignoresCase: key == .host || key == .method)
    isWhole =
      switch key {
      case .host: value.split(separator: "]", omittingEmptySubsequences: false).last?.contains(":") ?? false
      case .path: value.contains("?")
      default: true
      }
  }

  private static func key(_ name: String) -> Key {
    switch name {
    case "host": .host
    case "path": .path
    case "method": .method
    case "status": .status
    case "upstream": .upstream
    case "user-agent": .userAgent
    case "outcome": .outcome
    default: .label(name)
    }
  }

  /// `200`, `5xx` or `400-499`.
  private static func statuses(_ value: String, _ text: String) throws(TraceProblem) -> ClosedRange<Int32> {
    func code(_ text: Substring) -> Int32? {
      text.utf8.count == 3 && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? Int32(text) : nil
    }
    if let code = code(value[...]) { return code...code }
    if value.utf8.count == 3, value.lowercased().hasSuffix("xx"), let first = value.first?.wholeNumberValue {
      return Int32(first * 100)...Int32(first * 100 + 99)
    }
    let ends = value.split(separator: "-", omittingEmptySubsequences: false).map(code)
    if ends.count == 2, let low = ends[0], let high = ends[1], low <= high { return low...high }
    throw problem(text, "\"\(value)\" is no status", "write 200, 5xx or 400-499")
  }

  private static func checkOutcome(_ value: String, _ text: String) throws(TraceProblem) {
    let words = LogOutcome.allCases.map(\.word)
    let pattern = BytePattern(value)
    guard !words.contains(where: { pattern.matches(Array($0.utf8)[...]) }) else { return }
    throw problem(
      text, "there is no outcome \"\(value)\"",
      didYouMean(value, among: words) ?? "there are \(words.joined(separator: ", "))")
  }

  private static func problem(_ text: String, _ reason: String, _ suggestion: String) -> TraceProblem {
    TraceProblem(.filter, "\"\(text)\" is no filter: \(reason)", suggestion: suggestion)
  }

  // MARK: Requests

  /// Whether a request with this text passes; for every key but the status, and none where the log does not tell it.
  ///
  /// O(length of the text × length of the pattern).
  package func passes(_ value: ArraySlice<UInt8>) -> Bool {
    var value = value
    if !isWhole {
      value =
        switch key {
        case .host: Self.withoutPort(value)
        default: value.prefix { $0 != UInt8(ascii: "?") }
        }
    }
    return pattern.matches(value) != isNegated
  }

  /// Whether a request with this status passes; nil where the log does not tell it or no answer was sent.
  package func passes(status: Int32?) -> Bool {
    if let statuses { return (status.map(statuses.contains) ?? false) != isNegated }
    let value = status.map { Array(String($0).utf8) } ?? []
    return pattern.matches(value[...]) != isNegated
  }

  private static func withoutPort(_ host: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let colon = host.lastIndex(of: UInt8(ascii: ":")),
      host[(colon + 1)...].allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else { return host }
    // An IPv6 address has colons of its own, within brackets where it has a port.
    let name = host[..<colon]
    return name.last == UInt8(ascii: "]") || !name.contains(UInt8(ascii: ":")) ? name : host
  }

  /// The names of the labels that `filters` look at, each once.
  package static func labels(of filters: [RequestFilter]) -> [String] {
    var labels: [String] = []
    for case .label(let name) in filters.map(\.key) where !labels.contains(name) { labels.append(name) }
    return labels
  }
}
