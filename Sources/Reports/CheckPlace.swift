import Results

/// Where a check stands in the files of a run.
enum CheckPlace {
  /// `file:line:column` of the first line that holds the check's text, nil where none does, as for one of the command line.
  static func find(_ check: String, in inputs: [RunRecord.Input]) -> String? {
    for input in inputs {
      for (index, line) in input.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        guard let range = line.firstRange(of: check) else { continue }
        return "\(input.file):\(index + 1):\(line.distance(from: line.startIndex, to: range.lowerBound) + 1)"
      }
    }
    return nil
  }
}
