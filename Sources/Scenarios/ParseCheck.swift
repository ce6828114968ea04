import Documents
import Records

/// Reads a check such as `recovery_time{fault="slow checkout"} < 60s` or `mirror_ratio{…} within 0.4..0.44`.
///
/// Values are in the metric's unit, or with one: `99.9%`, `60s`, `400/s`.
/// - Returns: The check, or what is wrong with it: `SCN050` to `SCN053`, without a place.
public func parseCheck(_ text: String) -> Result<Check, Diagnostic> {
  do {
    var parser = CheckParser(text)
    return .success(try parser.check())
  } catch {
    return .failure(error)
  }
}

/// Reads a metric with its labels, such as `amplification{service=shop/checkout}`, alone or at the beginning of a check.
///
/// - Parameter isAlone: Whether nothing may follow it.
/// - Returns: The metric, or what is wrong with it: `SCN050` to `SCN052`, without a place.
public func parseMetric(_ text: String, isAlone: Bool = true) -> Result<MetricKey, Diagnostic> {
  do {
    var parser = CheckParser(text)
    let (metric, labels) = try parser.subject()
    if isAlone { try parser.end() }
    return .success(MetricKey(metric.name, labels))
  } catch {
    return .failure(error)
  }
}

/// Reads the text of a check.
struct CheckParser {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  mutating func check() throws(Diagnostic) -> Check {
    let (metric, labels) = try subject()
    let condition = try condition(of: metric)
    skipSpaces()
    guard rest.isEmpty else {
      throw Self.problem(
        .checkForm, "\"\(rest.prefix(80))\" after the end of the check \"\(text.prefix(200))\"")
    }
    return Check(text: text.trimmed, metric: metric.name, labels: labels, condition: condition)
  }

  /// The metric and its labels.
  mutating func subject() throws(Diagnostic) -> (metric: Metric, labels: Labels) {
    skipSpaces()
    let name = take { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !name.isEmpty else {
      throw Self.problem(.checkForm, "expected the name of a metric, found \"\(rest.prefix(80))\"")
    }
    guard let metric = MetricCatalogue[name] else {
      throw Self.problem(
        .checkMetric, "there is no metric \"\(name.prefix(80))\"",
        Self.suggestion(for: name))
    }
    let labels = try readLabels()
    try CheckLabels.check(labels, of: metric)
    return (metric, Labels(labels))
  }

  /// What follows the subject where nothing should.
  mutating func end() throws(Diagnostic) {
    skipSpaces()
    guard rest.isEmpty else {
      throw Self.problem(.checkForm, "expected only a metric, found \"\(rest.prefix(80))\" after it")
    }
  }

  /// The nearest name, or those that hold `name`, such as both that end in p99.
  private static func suggestion(for name: String) -> String {
    let names = MetricCatalogue.all.map(\.name)
    if let near = didYouMean(name, among: names) { return near }
    let holding = name.utf8.count > 2 ? names.filter { $0.contains(name.lowercased()) }.prefix(5) : []
    let shown =
      holding.isEmpty ? ["success_ratio", "response_time_p99", "amplification{service=…}"] : holding
    return "there is \(shown.joined(separator: ", "))" + (holding.isEmpty ? " and more" : "")
  }

  // MARK: Labels

  private mutating func readLabels() throws(Diagnostic) -> [(key: String, value: String)] {
    skipSpaces()
    guard rest.first == "{" else { return [] }
    rest.removeFirst()
    var labels: [(key: String, value: String)] = []
    while true {
      skipSpaces()
      if rest.first == "}", labels.isEmpty { break }
      let key = take { $0.isLetter || $0 == "_" }
      skipSpaces()
      guard !key.isEmpty, rest.popFirst() == "=" else {
        throw Self.problem(.checkForm, "expected LABEL=VALUE between { and } in \"\(text.prefix(200))\"")
      }
      skipSpaces()
      labels.append((key, try labelValue()))
      skipSpaces()
      if rest.first == "," {
        rest.removeFirst()
      } else {
        break
      }
    }
    guard rest.popFirst() == "}" else {
      throw Self.problem(.checkForm, "the { of the labels is not closed in \"\(text.prefix(200))\"")
    }
    return labels
  }

  private mutating func labelValue() throws(Diagnostic) -> String {
    guard rest.first == "\"" else { return take { $0 != "," && $0 != "}" }.trimmed }
    rest.removeFirst()
    var value = ""
    while let character = rest.popFirst() {
      if character == "\"" { return value }
      guard character == "\\" else {
        value.append(character)
        continue
      }
      guard let escaped = rest.popFirst() else { break }
      value.append(escaped)
    }
    throw Self.problem(.checkForm, "a quote is not closed in \"\(text.prefix(200))\"")
  }

  // MARK: Condition

  private mutating func condition(of metric: Metric) throws(Diagnostic) -> Check.Condition {
    skipSpaces()
    if rest.hasPrefix("within") {
      rest = rest.dropFirst("within".count)
      return try range(of: metric)
    }
    let sign = take { "<>=!".contains($0) }
    skipSpaces()
    let word = take { !$0.isWhitespace }
    switch sign {
    case "<": return .below(try value(word, of: metric))
    case "<=": return .atMost(try value(word, of: metric))
    case ">": return .above(try value(word, of: metric))
    case ">=": return .atLeast(try value(word, of: metric))
    case "==": return .equal(try value(word, of: metric))
    default:
      throw Self.problem(
        .checkForm, "expected < <= > >= == or within after \(metric.name) in \"\(text.prefix(200))\"",
        "write \(metric.name) \(Self.example(of: metric))")
    }
  }

  private mutating func range(of metric: Metric) throws(Diagnostic) -> Check.Condition {
    skipSpaces()
    let words = take { _ in true }
    guard let dots = words.firstRange(of: "..") else {
      throw Self.problem(.checkForm, "expected A..B after within, found \"\(words.prefix(80))\"")
    }
    let low = try value(String(words[..<dots.lowerBound]).trimmed, of: metric)
    let high = try value(String(words[dots.upperBound...]).trimmed, of: metric)
    guard low <= high else {
      throw Self.problem(.checkForm, "\(words.trimmed) is empty: its lower end is above its upper one")
    }
    return .within(low, high)
  }

  private func value(_ word: String, of metric: Metric) throws(Diagnostic) -> Double {
    if let value = CheckValue.read(word, in: metric.unit) { return value }
    guard !word.isEmpty else {
      throw Self.problem(
        .checkForm, "expected a value at the end of \"\(text.prefix(200))\"",
        "write \(metric.name) \(Self.example(of: metric))")
    }
    throw Self.problem(
      .checkUnit, "\(metric.name) is \(CheckValue.name(of: metric.unit)), found \"\(word.prefix(80))\"",
      "write \(CheckValue.example(of: metric.unit))")
  }

  private static func example(of metric: Metric) -> String {
    "\(metric.better == .higher ? ">=" : "<=") \(CheckValue.example(of: metric.unit))"
  }

  // MARK: Characters

  private mutating func skipSpaces() { rest = rest.drop(while: \.isWhitespace) }

  private mutating func take(while condition: (Character) -> Bool) -> String {
    let taken = rest.prefix(while: condition)
    rest = rest.dropFirst(taken.count)
    return String(taken)
  }

  static func problem(_ code: ScenarioCode, _ message: String, _ suggestion: String? = nil) -> Diagnostic {
    Diagnostic(code: code.rawValue, message: message, suggestion: suggestion)
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmed: String {
    var text = self[...].drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
