/// Patterns of file names: `*` is any text, `?` any one character.
enum Glob {
  /// Whether `text` holds a character that stands for others.
  static func isPattern(_ text: String) -> Bool { text.contains("*") || text.contains("?") }

  /// Whether `pattern` matches the whole of `name`; a hidden name only where the pattern has its dot. O(length × length).
  static func matches(_ name: String, _ pattern: String) -> Bool {
    if name.hasPrefix("."), !pattern.hasPrefix(".") { return false }
    let name = Array(name.unicodeScalars)
    let pattern = Array(pattern.unicodeScalars)
    var at = 0
    var next = 0
    // The last star, and how much of the name it has taken: only that one ever needs to take more.
    var star: (next: Int, at: Int)?
    while at < name.count {
      if next < pattern.count, pattern[next] == "*" {
        next += 1
        star = (next, at)
      } else if next < pattern.count, pattern[next] == "?" || pattern[next] == name[at] {
        next += 1
        at += 1
      } else if let last = star {
        star = (last.next, last.at + 1)
        next = last.next
        at = last.at + 1
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }
}
