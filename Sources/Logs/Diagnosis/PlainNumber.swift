/// Numbers in the messages of warnings.
package enum PlainNumber {
  /// A whole number with commas between thousands.
  package static func count(_ value: Int) -> String {
    var result = ""
    for (index, digit) in String(value).enumerated() {
      if index > 0, (String(value).count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// A time above 0, in nanoseconds, in the largest unit of which it is at least one: `3 s`, `1 ms`, `1.5 h`.
  package static func time(_ nanoseconds: Int64) -> String {
    let units: [(Int64, String)] = [
      (3_600_000_000_000, "h"), (60_000_000_000, "min"), (1_000_000_000, "s"), (1_000_000, "ms"),
      (1000, "us"),
    ]
    guard let unit = units.first(where: { nanoseconds >= $0.0 }) else { return "\(nanoseconds) ns" }
    return "\(decimal(Double(nanoseconds) / Double(unit.0))) \(unit.1)"
  }

  /// A number of at least 0 with three digits that mean something at the most.
  package static func decimal(_ value: Double) -> String {
    guard value.isFinite, value < 1e15 else { return "\(value)" }
    let digits = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0
    let power = (0..<digits).reduce(1) { power, _ in power * 10 }
    let scaled = Int((value * Double(power)).rounded())
    var fraction = String(String(scaled % power + power).dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    return count(scaled / power) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
