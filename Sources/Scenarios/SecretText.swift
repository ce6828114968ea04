/// The text of an input as it is kept: databases and pages are passed on, and what is in a Secret is nobody's business.
package enum SecretText {
  /// What stands in the place of each line.
  package static let remark = "# left out: a Secret"

  /// `text` with every line of a document that holds a Secret replaced by a comment, so that all other lines keep their numbers.
  package static func leavingOut(from text: String) -> String {
    guard text.contains("Secret") else { return text }
    var kept: [Substring] = []
    var document: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("---") {
        kept += withoutSecret(document) + [line]
        document = []
      } else {
        document.append(line)
      }
    }
    return (kept + withoutSecret(document)).joined(separator: "\n")
  }

  private static func withoutSecret(_ document: [Substring]) -> [Substring] {
    document.contains(where: namesSecret) ? document.map { _ in Substring(remark) } : document
  }

  /// Whether a line says that an object is a Secret: `kind: Secret`, `"kind": "Secret"`, in a line of several fields too.
  private static func namesSecret(_ line: Substring) -> Bool {
    line.contains(#/(^|[\s{,"'])kind["']?\s*:\s*["']?Secret(["'\s,}]|$)/#)
  }
}
