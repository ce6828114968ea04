import Results

/// The colours of a terminal, or none.
struct Paint {
  let isOn: Bool

  func good(_ text: String) -> String { painted(text, "32") }
  func bad(_ text: String) -> String { painted(text, "31;1") }
  func doubtful(_ text: String) -> String { painted(text, "33") }
  func bold(_ text: String) -> String { painted(text, "1") }

  /// A text in the colour of a verdict.
  func verdict(_ verdict: Verdict, _ text: String) -> String {
    switch verdict {
    case .pass: good(text)
    case .fail: bad(text)
    case .inconclusive: doubtful(text)
    }
  }

  /// A verdict before a headline, with a blank behind.
  func sign(_ verdict: Verdict) -> String { self.verdict(verdict, verdict.rawValue.uppercased() + " ") }

  private func painted(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
