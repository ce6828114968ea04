/// Estimates for people, in as many digits as an estimate has.
public enum RoughFigure {
  /// A time: `below 1 ms`, `20 ms`, `3.2 s`, `41 s`, `12 min`, `2 h 10 min`, `3 d 4 h`.
  ///
  /// - Parameter seconds: 0 and above.
  public static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.001: return "below 1 ms"
    case ..<0.9995: return Figure.fixed(seconds * 1000, 0) + " ms"
    case ..<9.95: return Figure.fixed(seconds, 1) + " s"
    case ..<89.5: return Figure.fixed(seconds, 0) + " s"
    case ..<(89.5 * minute): return Figure.fixed(seconds / minute, 0) + " min"
    case ..<(47.5 * hour): return pair(seconds / minute, of: 60, "h", "min")
    default: return pair(seconds / hour, of: 24, "d", "h")
    }
  }

  /// An amount of memory or of a disk in powers of ten: `800 bytes`, `64 kB`, `1.2 MB`, `3.4 GB`.
  ///
  /// - Parameter bytes: 0 and above.
  public static func size(_ bytes: Int) -> String {
    var (value, unit) = (Double(bytes), "bytes")
    for larger in ["kB", "MB", "GB", "TB"] where value >= 999.5 { (value, unit) = (value / 1000, larger) }
    return Figure.fixed(value, value < 9.95 && unit != "bytes" ? 1 : 0) + " " + unit
  }

  private static let minute = 60.0
  private static let hour = 3600.0

  /// A number of small units, so many of which are a large one.
  private static func pair(_ smalls: Double, of size: Int, _ large: String, _ small: String) -> String {
    guard smalls < 1e15 else { return "\(smalls / Double(size)) \(large)" }
    let (whole, rest) = Int(smalls.rounded()).quotientAndRemainder(dividingBy: size)
    return "\(Figure.count(whole)) \(large)" + (rest == 0 ? "" : " \(rest) \(small)")
  }
}
