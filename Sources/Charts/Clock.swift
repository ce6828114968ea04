/// How times of a replication are written.
package enum Clock {
  /// `0s`, `250ms`, `12.5s`, `1m30s`, `2h`, `3d`: without what is zero.
  package static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e15 else { return "" }
    if seconds < 0 { return "-" + text(-seconds) }
    if seconds > 0, seconds < 1 { return small(seconds) }
    let hundredths = Int((min(seconds, 1e15) * 100).rounded())
    var rest = hundredths / 100
    var text = ""
    for (size, unit) in [(86400, "d"), (3600, "h"), (60, "m")] where rest >= size {
      text += "\(rest / size)\(unit)"
      rest %= size
    }
    let fraction = hundredths % 100
    if fraction != 0 {
      text +=
        "\(rest).\(fraction % 10 == 0 ? "\(fraction / 10)" : fraction < 10 ? "0\(fraction)" : "\(fraction)")s"
    } else if rest > 0 || text.isEmpty {
      text += "\(rest)s"
    }
    return text
  }

  private static func small(_ seconds: Double) -> String {
    var (value, unit) = (seconds * 1000, "ms")
    if value < 1 { (value, unit) = (value * 1000, "µs") }
    if value < 1 { (value, unit) = (value * 1000, "ns") }
    return Tenths(value).text + unit
  }
}
