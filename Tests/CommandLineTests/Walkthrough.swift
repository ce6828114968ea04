import Foundation
import Testing

/// A page that a reader follows from the first block to the last, in one folder: files to write, commands to type, what those print, and
/// the pictures that they draw.
struct Walkthrough {
  enum Step {
    /// A block after `<!-- file: NAME -->`, which the reader writes.
    case file(name: String)
    /// A block of shell commands.
    case commands
    /// A block after `<!-- output -->`: all that the commands before it print.
    case output
    /// A block after `<!-- part of the output -->`, in which a line `…` stands for any number of lines.
    case excerpt
    /// An image, which commands have drawn by then, at the same path from their folder as from the page's.
    case picture(name: String)
  }

  private let page: URL
  private var lines: [String]
  /// The steps in their order, each with the lines of its block.
  let steps: [(step: Step, lines: Range<Int>)]

  init(page path: String) throws {
    page = URL(fileURLWithPath: path)
    lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
    steps = Self.steps(of: lines)
  }

  private static func steps(of lines: [String]) -> [(step: Step, lines: Range<Int>)] {
    var steps: [(step: Step, lines: Range<Int>)] = []
    var marked: Step?
    var next = 0
    while next < lines.count {
      let line = lines[next].trimmingCharacters(in: .whitespaces)
      next += 1
      if let file = line.wholeMatch(of: /<!-- file: (.+) -->/) {
        marked = .file(name: String(file.1))
      } else if line == "<!-- output -->" {
        marked = .output
      } else if line == "<!-- part of the output -->" {
        marked = .excerpt
      } else if let image = line.wholeMatch(of: /!\[.+\]\((.+\.svg)\)/) {
        steps.append((.picture(name: String(image.1)), next - 1..<next - 1))
      } else if line.hasPrefix("```") {
        let end =
          lines[next...].firstIndex { $0.trimmingCharacters(in: .whitespaces) == "```" } ?? lines.count
        if let step = marked ?? (line == "```sh" ? .commands : nil) { steps.append((step, next..<end)) }
        marked = nil
        next = end + 1
      }
    }
    return steps
  }

  /// The text of a block, without the indentation of its fence.
  func text(_ range: Range<Int>) -> String {
    let indentation = range.isEmpty ? 0 : lines[range.lowerBound - 1].prefix { $0 == " " }.count
    return lines[range].map {
      $0.prefix(indentation).allSatisfy { $0 == " " } ? $0.dropFirst(indentation) : $0[...]
    }
    .map { $0 + "\n" }.joined()
  }

  /// Whether each run of lines between the lines `…` of an excerpt is found in the text, in their order.
  static func isExcerpt(_ excerpt: String, of text: String) -> Bool {
    var rest = ("\n" + text)[...]
    for part in ("\n" + excerpt).split(separator: "\n…", omittingEmptySubsequences: true) where part != "\n" {
      let part = part.hasSuffix("\n") ? String(part) : part + "\n"
      guard let found = rest.range(of: part) else { return false }
      // The newline that ends one part may begin the next.
      rest = rest[rest.index(before: found.upperBound)...]
    }
    return true
  }

  /// Whether outputs and pictures are written into pages in place of being compared; excerpts are compared all the same.
  static var isUpdating: Bool { ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1" }

  /// Does what the page says and compares what comes of it.
  ///
  /// - Parameters:
  ///   - isUpdating: whether outputs and pictures are written into the page instead.
  ///   - isFollowed: which blocks of commands are typed.
  /// - Returns: what is not as the page says.
  mutating func follow(
    with weir: WeirCommand, updating isUpdating: Bool = Walkthrough.isUpdating,
    where isFollowed: (String) -> Bool = { _ in true }
  ) async throws -> [String] {
    var mistakes: [String] = []
    var printed = ""
    var outputs: [(lines: Range<Int>, text: String)] = []
    for (step, range) in steps {
      let text = text(range)
      let place = "\(page.lastPathComponent):\(range.lowerBound + 1)"
      switch step {
      case .file(let name): try weir.folder.write(text, to: name)
      case .commands:
        printed = ""
        guard isFollowed(text) else { continue }
        let ending = try await Self.type(text, with: weir)
        printed = ending.stdout
        if ending.exitCode != 0 {
          mistakes.append("\(place) ends with \(ending.exitCode) and prints\n\(printed)")
        }
      case .output where isUpdating: outputs.append((range, printed))
      case .output: if text != printed { mistakes.append("\(place) is not what is printed:\n\(printed)") }
      case .excerpt:
        if !Self.isExcerpt(text, of: printed) {
          mistakes.append("\(place) is no part of what is printed:\n\(printed)")
        }
      case .picture(let name):
        let shown = page.deletingLastPathComponent().appendingPathComponent(name)
        let drawn = FileManager.default.contents(atPath: weir.folder.path(of: name))
        if isUpdating { try drawn?.write(to: shown) }
        if drawn == nil || drawn != FileManager.default.contents(atPath: shown.path) {
          mistakes.append("\(place): \(name) is not what is drawn")
        }
      }
    }
    if isUpdating { try write(outputs) }
    return mistakes
  }

  /// Types commands into a shell that stops at the first one that fails; what they say on standard error is part of what is printed.
  private static func type(_ commands: String, with weir: WeirCommand) async throws -> WeirCommand.Ending {
    var weir = weir
    weir.environment["PATH"] = WeirCommand.executable.deletingLastPathComponent().path + ":/usr/bin:/bin"
    return try await weir.start(
      ["-e", "-c", "exec 2>&1\n" + commands], executable: URL(fileURLWithPath: "/bin/sh")
    ).ending()
  }

  /// Writes outputs into the page.
  private mutating func write(_ outputs: [(lines: Range<Int>, text: String)]) throws {
    for (range, text) in outputs.reversed() {
      lines.replaceSubrange(
        range, with: text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      )
    }
    try lines.joined(separator: "\n").write(to: page, atomically: true, encoding: .utf8)
  }

  /// The names of the pictures that commands of the page draw.
  var pictures: [String] {
    steps.compactMap { if case .picture(let name) = $0.step { name } else { nil } }
  }

  /// Files that the page links to or shows, and that are not there.
  var brokenLinks: [String] {
    let links = lines.joined(separator: "\n").matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/).map { String($0.1) }
    return links.filter {
      !FileManager.default.fileExists(
        atPath: page.deletingLastPathComponent().appendingPathComponent($0).path)
    }
  }
}
