/// Which requests of a replication are to be explained.
public enum RequestChoice: Sendable, Hashable {
  /// The one with this number.
  case number(Int64)
  /// The five that were answered last after their arrival.
  case slowest
  /// The one whose retry was denied first.
  case denied
  /// The first to arrive of those that ended so.
  case fate(Fate)
  /// The five slowest, the first denied, and the first of each fate.
  case automatic

  /// How many requests ``slowest`` chooses.
  public static let slowestCount = 5

  /// The choices that it is made of.
  public var parts: [RequestChoice] {
    self == .automatic ? [.slowest, .denied] + Fate.allCases.map(Self.fate) : [self]
  }
}

/// What names requests on a command line: `REPLICATION/NUMBER`, or a word in place of the number; replication 0 without one.
public struct RequestName: Sendable, Hashable, CustomStringConvertible {
  /// The replication, from 0.
  public var replication: Int
  /// Which of its requests.
  public var choice: RequestChoice

  /// Creates a name.
  public init(replication: Int = 0, _ choice: RequestChoice) {
    self.replication = replication
    self.choice = choice
  }

  /// Reads a name; nil where `text` is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let last = parts.last, let choice = RequestChoice(word: String(last)) else { return nil }
    let replication = parts.count == 1 ? 0 : Self.number(parts[0])
    guard let replication, let replication = Int(exactly: replication) else { return nil }
    self.init(replication: replication, choice)
  }

  /// As it is written.
  public var description: String { "\(replication)/\(choice.word)" }

  /// A whole number of digits alone, nil where it has a sign or is too large.
  fileprivate static func number(_ text: Substring) -> Int64? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int64(text) : nil
  }
}

extension RequestChoice {
  /// The words for other choices than a number: `auto`, `slowest`, `denied`, and the names of the fates.
  public static let words = ["auto", "slowest", "denied"] + Fate.allCases.map(\.name)

  fileprivate init?(word: String) {
    switch word {
    case "auto": self = .automatic
    case "slowest": self = .slowest
    case "denied": self = .denied
    default:
      if let fate = Fate.allCases.first(where: { $0.name == word }) {
        self = .fate(fate)
      } else if let number = RequestName.number(word[...]) {
        self = .number(number)
      } else {
        return nil
      }
    }
  }

  /// As it is written.
  public var word: String {
    switch self {
    case .number(let number): "\(number)"
    case .slowest: "slowest"
    case .denied: "denied"
    case .fate(let fate): fate.name
    case .automatic: "auto"
    }
  }
}
