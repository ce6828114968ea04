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

  /// Whether what is written to `descriptor` may hold block characters: not on a terminal that is dumb or whose locale is known to have none.
  static func showsBlocks(_ descriptor: Int32) -> Bool {
    guard isatty(descriptor) == 1 else { return true }
    let environment = ProcessInfo.processInfo.environment
    // The first that is set counts, as in setlocale(3).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    let isUTF8 = locale?.uppercased().contains(/UTF-?8/) ?? true
    return environment["TERM"] != "dumb" && isUTF8
  }

  /// Writes to standard error.
  static func say(_ text: String) {
    // Nobody is left to be told where standard error takes nothing.
    try? FileHandle.standardError.write(contentsOf: Data(endingWithNewline(text).utf8))
  }

  /// The text with a newline at its end, unless it is empty; "\r\n" is one character but ends in a newline too.
  static func endingWithNewline(_ text: String) -> String {
    text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }
}
