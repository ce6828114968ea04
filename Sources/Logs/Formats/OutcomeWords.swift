/// The words for how requests ended.
enum OutcomeWords {
  private static let words: [(outcome: LogOutcome, bytes: [UInt8])] = LogOutcome.allCases.map {
    ($0, Array($0.word.utf8))
  }

  /// The outcome of which `range` holds the word.
  static func outcome(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> LogOutcome? {
    for (outcome, bytes) in words where bytes.count == range.count {
      var index = 0
      while index < bytes.count, line[range.lowerBound + index] == bytes[index] { index += 1 }
      if index == bytes.count { return outcome }
    }
    return nil
  }
}
