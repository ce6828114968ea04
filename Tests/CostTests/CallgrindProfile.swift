import Foundation

/// What callgrind counted in one run of a program.
struct CallgrindProfile {
  /// From the start of the program to the end of the function after which a profile was dumped; nothing
  /// without such a function.
  private(set) var untilDump = Counts()
  /// The whole run, with all its threads.
  private(set) var whole = Counts()

  /// Reads the files that callgrind wrote, one for each thread and dump.
  init(_ files: [URL]) throws {
    for file in files {
      let (counts, isDump) = Self.read(try Data(contentsOf: file))
      whole += counts
      if isDump { untilDump += counts }
    }
  }

  /// Reads one file, written without compression of names: a call is `cfn=FUNCTION`, then `calls=COUNT
  /// TARGET`.
  private static func read(_ file: Data) -> (counts: Counts, isDump: Bool) {
    var counts = Counts()
    var isDump = false
    var function = ""
    for line in file.split(separator: UInt8(ascii: "\n")) {
      if let name = value(of: "cfn=", in: line) {
        function = name
      } else if let call = value(of: "calls=", in: line) {
        counts.calls[withoutDepth(function), default: 0] += Int(call.prefix { $0 != " " }) ?? 0
      } else if let total = value(of: "totals: ", in: line) {
        counts.instructions = Int(total) ?? 0
      } else if value(of: "desc: Trigger: --dump-after", in: line) != nil {
        isDump = true
      }
    }
    return (counts, isDump)
  }

  private static func value(of key: String, in line: Data) -> String? {
    line.starts(with: key.utf8) ? String(decoding: line.dropFirst(key.utf8.count), as: UTF8.self) : nil
  }

  /// A function that is called while it runs already stands as `NAME'2`.
  private static func withoutDepth(_ function: String) -> String {
    guard let mark = function.lastIndex(of: "'"), Int(function[mark...].dropFirst()) != nil else {
      return function
    }
    return String(function[..<mark])
  }
}
