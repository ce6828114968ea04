import Results

/// What changed in the files of a run since a baseline, line by line.
package enum InputChanges {
  /// The most lines that are told.
  private static let limit = 200

  /// The changes of the files that both have, then whole files that came or went; at most 200, the last one then counts the rest.
  package static func between(_ old: RunRecord, _ new: RunRecord) -> [ChangeRecord] {
    let before = Dictionary(old.inputs.map { ($0.file, $0.text) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.inputs.map(\.file))
    var changes = new.inputs.flatMap { input -> [ChangeRecord] in
      guard let text = before[input.file] else {
        return [change(input.file, 1, line: "", from: nil, to: "a new file")]
      }
      return text == input.text ? [] : lines(input.file, text, input.text)
    }
    changes += old.inputs.filter { !after.contains($0.file) }.map {
      change($0.file, 1, line: "", from: "the whole file", to: nil)
    }
    for override in new.overrides where !old.overrides.contains(override) {
      changes.append(commandLine(from: nil, to: override))
    }
    for override in old.overrides where !new.overrides.contains(override) {
      changes.append(commandLine(from: override, to: nil))
    }
    guard changes.count > limit else { return changes }
    return changes.prefix(limit - 1)
      + [change("and \(changes.count - limit + 1) more lines", 1, line: "", from: nil, to: nil)]
  }

  private static func lines(_ file: String, _ old: String, _ new: String) -> [ChangeRecord] {
    let (before, after) = (split(old), split(new))
    // Myers' comparison takes the product of length and number of changes: a file that is another one altogether is not worth it.
    guard before.count + after.count < 20_000 else {
      return [change(file, 1, line: "", from: "\(before.count) lines", to: "\(after.count) lines")]
    }
    let difference = after.difference(from: before)
    let gone = Set(difference.removals.map(\.offset))
    let come = Set(difference.insertions.map(\.offset))
    var changes: [ChangeRecord] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      // Where lines went and others came, the first that came is the first that went, changed.
      let isGone = gone.contains(left)
      let isCome = come.contains(right)
      if isGone || isCome {
        changes.append(
          change(
            file, right + 1, line: isCome ? after[right] : "", from: isGone ? before[left] : nil,
            to: isCome ? after[right] : nil))
      }
      if isGone || !isCome { left += 1 }
      if isCome || !isGone { right += 1 }
    }
    return changes
  }

  private static func commandLine(from: String?, to: String?) -> ChangeRecord {
    ChangeRecord(
      variant: 0, object: "command line", path: "", at: "command line", line: "", from: from, to: to)
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func change(
    _ file: String, _ line: Int, line text: String, from: String?, to: String?
  ) -> ChangeRecord {
    func trimmed(_ text: String) -> String { text.trimmingPrefix { $0 == " " }.description }
    return ChangeRecord(
      variant: 0, object: file, path: "", at: "\(file):\(line):1", line: trimmed(text),
      from: from.map(trimmed), to: to.map(trimmed))
  }
}

extension CollectionDifference.Change {
  /// Where the line stands in its text.
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
