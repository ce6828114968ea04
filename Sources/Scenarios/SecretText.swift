import Documents

/// The text of an input as it is kept: databases and pages are passed on, and what is in a Secret is nobody's business.
package enum SecretText {
  /// What stands in the place of each line of a Secret.
  package static let remark = "# left out: a Secret"
  /// What stands in the place of each line of a document that holds other objects too, as lists do.
  package static let remarkOfOthers = "# left out: a Secret with other objects"

  /// `text` with every line of a document that holds a Secret replaced by a comment, so that all other lines keep their numbers.
  ///
  /// What is a Secret is for the parser to say: one that is only referred to is none, and there are many ways to write the word.
  package static func leavingOut(from text: String) -> String {
    guard text.contains("Secret") || text.contains("\\") else { return text }
    let objects = loadDocuments(text: text, file: "", diagnostics: Diagnostics()).documents
    // What cannot be read is not simulated; nobody can say what is in it.
    guard !objects.isEmpty else { return text.contains("Secret") ? everything(text) : text }
    guard objects.contains(where: isSecret) else { return text }
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard !hasOtherLineBreaks(text) else { return everything(text) }
    var kept: [String] = []
    for document in documents(in: lines) {
      let inside = objects.filter { document.contains($0.root.location.line - 1) }
      let part = lines[document].map { String(decoding: $0, as: UTF8.self) }
      guard inside.contains(where: isSecret) else {
        kept += part
        continue
      }
      let remark = inside.allSatisfy(isSecret) ? remark : remarkOfOthers
      kept += part.enumerated().map {
        $0.offset == 0 && isSeparator(lines[document.lowerBound]) ? separator($0.element, remark) : remark
      }
    }
    return kept.joined(separator: "\n")
  }

  private static func isSecret(_ object: Document) -> Bool {
    let kind = object.root["kind"]?.text
    return kind == "Secret" || kind == "SecretList"
  }

  private static func everything(_ text: String) -> String {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { _ in remarkOfOthers
    }
    .joined(separator: "\n")
  }

  /// Whether lines end otherwise than by a line feed, so that the parser counts others (YAML 1.1, 5.4).
  private static func hasOtherLineBreaks(_ text: String) -> Bool {
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if isAfterReturn, scalar != "\n" { return true }
      isAfterReturn = scalar == "\r"
      if scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}" { return true }
    }
    return isAfterReturn
  }

  /// The lines of each document, its separator first.
  private static func documents(in lines: [Substring.UTF8View]) -> [Range<Int>] {
    var starts = lines.indices.filter { isSeparator(lines[$0]) }
    if starts.first != 0 { starts.insert(0, at: 0) }
    return zip(starts, starts.dropFirst() + [lines.count]).map { $0..<$1 }
  }

  private static func isSeparator(_ line: Substring.UTF8View) -> Bool {
    guard line.starts(with: "---".utf8) else { return false }
    guard let next = line.dropFirst(3).first else { return true }
    return [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(next)
  }

  /// The separator as it is, where nothing but a comment follows.
  private static func separator(_ line: String, _ remark: String) -> String {
    let rest = line.dropFirst(3).drop { $0.isWhitespace }
    return rest.isEmpty || rest.hasPrefix("#") ? line : "--- \(remark)"
  }
}
