import ArgumentParser
import Documents
import Records

/// How requests are named on the command line.
enum RequestNames {
  /// The forms of a name, for help texts.
  static let forms =
    "REPLICATION/NUMBER as v_request shows them, or instead of the number slowest, denied, the name of a fate, "
    + "or auto (the five slowest, the first denied retry, one of each fate); replication 0 where none is named"

  /// Reads the value of an option.
  static func name(_ text: String) throws -> RequestName {
    if let name = RequestName(text) { return name }
    let word = text.split(separator: "/").last.map(String.init) ?? ""
    throw ValidationError(
      "it wants a number such as 1234, REPLICATION/NUMBER such as 0/1234, or one of "
        + RequestChoice.words.joined(separator: ", ")
        + (didYouMean(word, among: RequestChoice.words).map { "; \($0)" } ?? ""))
  }
}
