import Results

/// Whether a report for people uses signs that are meant to be seen, or words in ASCII instead.
enum Voice {
  case signs
  case words

  /// The sign, or the word for it.
  private func either(_ sign: String, _ word: String) -> String { self == .signs ? sign : word }

  /// What stands between a number and half of its interval's width.
  var plusMinus: String { either(" ±", " plus or minus ") }

  /// What stands behind the number of repetitions, or between two factors.
  var times: String { either("×", "times") }

  /// What stands before what is not exceeded.
  var atMost: String { either("≤", "at most") }

  /// What stands before what must not be overlooked.
  var warning: String { either("!", "Warning") }

  /// What stands where a list goes on.
  var more: String { either("…", "and more") }

  /// Something before and after a change.
  func change(from old: String, to new: String) -> String {
    either("\(old) → \(new)", "from \(old) to \(new)")
  }

  /// A difference that is not significant.
  func insignificant(_ difference: String) -> String {
    either("~ (\(difference))", "\(difference), not significant")
  }

  /// The sign of a verdict, or the verdict.
  func mark(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: either("✓", "pass")
    case .fail: either("✗", "fail")
    case .inconclusive: either("?", "inconclusive")
    }
  }

  /// A verdict in a table: a sign and a word, or the word alone.
  ///
  /// - Parameter open: The word for what is inconclusive.
  func verdict(_ verdict: Verdict, open: String) -> String {
    let word = verdict == .inconclusive ? open : verdict.rawValue
    return either("\(mark(verdict)) \(word)", word)
  }
}
