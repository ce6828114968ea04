import Testing

/// What a page is seen on.
struct Media: Sendable, Hashable, CustomTestStringConvertible {
  /// The width of the window in CSS pixels; on paper, that of what the margins leave.
  var width = 1280
  var isDark = false
  /// Whether it is printed.
  var isPaper = false
  /// Whether the reader has asked for less motion.
  var isStill = false

  static let wide = Media()
  static let paper = Media(width: paperWidth, isPaper: true)

  /// Light and dark, wide and narrow, on paper, and for who wants less motion.
  static let all: [Media] = [
    wide, Media(isDark: true), Media(width: 768), Media(width: 360), Media(width: 360, isDark: true), paper,
    Media(width: paperWidth, isDark: true, isPaper: true), Media(isStill: true),
  ]

  /// The width of A4 without margins of 1 cm, in CSS pixels of 1/96 inch.
  static let paperWidth = 718

  var name: String {
    if isPaper { return isDark ? "print-dark" : "print" }
    return "\(isDark ? "dark" : "light")-\(width)\(isStill ? "-still" : "")"
  }

  var testDescription: String { name }
}
