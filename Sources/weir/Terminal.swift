import Foundation

/// Standard error, where messages and progress go.
enum Terminal {
  /// Whether messages may be coloured: on a terminal, unless NO_COLOR is set or the terminal is dumb (no-color.org).
  static var coloursMessages: Bool { allowsColour(STDERR_FILENO) }

  /// Whether what is written to `descriptor` may be coloured.
  static func allowsColour(_ descriptor: Int32) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(descriptor) == 1 && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  /// Writes to standard error.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }
}
