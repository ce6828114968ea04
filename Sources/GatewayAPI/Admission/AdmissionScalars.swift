import Documents

/// The bounds of strings, numbers and flags.
extension Admission {
  /// The first bound that is broken; an API server checks length before pattern too.
  mutating func check(_ text: String, _ bounds: Schema.StringBounds, of value: Value) {
    if !bounds.choices.isEmpty {
      if !bounds.choices.contains(text) { unsupported(value, among: bounds.choices) }
    } else if text.isLonger(than: bounds.length.upperBound) {
      report(
        .range, "Too long: may not be more than \(bounds.length.upperBound) bytes", at: value.location)
    } else if bounds.length.lowerBound > 0, !text.isLonger(than: bounds.length.lowerBound - 1) {
      report(
        .range, invalid(value.json, "should be at least \(bounds.length.lowerBound) chars long"),
        at: value.location)
    } else if let pattern = bounds.pattern, !pattern.isFound(in: text) {
      report(
        .pattern, invalid(value.json, "should match '\(pattern.source)'"), at: value.location,
        suggestion: hint(about: value) ?? PatternRemedies.remedy(for: text, form: pattern, at: path))
    }
  }

  mutating func check(_ number: Int, _ bounds: Schema.IntegerBounds, of value: Value) {
    if bounds.isNarrow, Int32(exactly: number) == nil {
      report(
        .range,
        "Invalid value: \(number): Checked value must be of type integer with format int32 in \(path)",
        at: value.location)
    }
    if !bounds.choices.isEmpty {
      if !bounds.choices.contains(number) { unsupported(value, among: bounds.choices.map { "\($0)" }) }
    } else if number < bounds.range.lowerBound {
      report(
        .range, invalid("\(number)", "should be greater than or equal to \(bounds.range.lowerBound)"),
        at: value.location)
    } else if number > bounds.range.upperBound {
      report(
        .range, invalid("\(number)", "should be less than or equal to \(bounds.range.upperBound)"),
        at: value.location)
    }
  }

  mutating func check(_ flag: Bool, _ choices: [Bool], of value: Value) {
    if !choices.isEmpty, !choices.contains(flag) { unsupported(value, among: choices.map { "\($0)" }) }
  }

  private mutating func unsupported(_ value: Value, among choices: [String]) {
    let supported = choices.map { "\"\($0)\"" }.joined(separator: ", ")
    report(
      .choice, "Unsupported value: \(value.json): supported values: \(supported)", at: value.location,
      suggestion: hint(about: value) ?? didYouMean(value.text ?? "", among: choices))
  }
}

extension String {
  /// Whether it has more than `count` Unicode code points.
  fileprivate func isLonger(than count: Int) -> Bool {
    // No text has more code points than bytes, and all of ASCII as many.
    guard utf8.count > count else { return false }
    return count == 0 || unicodeScalars.dropFirst(count).first != nil
  }
}
