import Foundation

/// What is asked of a page in a tab. Each question gives a sentence for everything that is wrong.
struct Inspection: Sendable {
  let tab: Tab
  let page: URL

  /// What can be asked. What the browser complains about while a page is loaded and asked is always looked at.
  enum Question: CaseIterable {
    case structure, looks, use, withoutScripts
  }

  /// Opens a page in a tab and asks.
  /// - Parameter media: what the page is looked at on.
  static func complaints(
    in tab: Tab, about page: URL, asking questions: [Question] = Question.allCases, on media: [Media]
  ) async throws -> [String] {
    let inspection = Inspection(tab: tab, page: page)
    try await tab.open(page)
    var wrong: [String] = []
    for question in questions {
      switch question {
      case .structure: wrong += try await inspection.structure()
      case .looks: wrong += try await inspection.looks(on: media)
      case .use: wrong += try await inspection.use()
      case .withoutScripts: wrong += try await inspection.withoutScripts()
      }
    }
    return wrong + inspection.noise()
  }

  /// The functions of `Checks`, in an order in which each finds what it needs.
  private static let library: String = ["page", "structure", "layout", "contrast", "use"]
    .map { name in
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Checks/\(name).js")
      return (try? String(contentsOf: file, encoding: .utf8)) ?? "throw new Error('there is no \(name).js')"
    }.joined(separator: "\n")

  /// What a function of `Checks` returns.
  func ask(_ question: String, _ argument: String = "") async throws -> JSON {
    try await tab.evaluate("(() => {\n\(Self.library)\nreturn checks.\(question)(\(argument))\n})()")
  }

  func complaints(_ question: String, _ argument: String = "") async throws -> [String] {
    try await ask(question, argument).array?.compactMap(\.string) ?? ["\(question) returned no list"]
  }

  /// What a screen reader finds, and what the page allows itself.
  func structure() async throws -> [String] {
    try await complaints("structure") + complaints("charts") + complaints("policy")
  }

  /// How the page looks, with what can be folded closed and open; long tables take long, so open only where they are laid out anew.
  func looks(on media: [Media]) async throws -> [String] {
    var wrong: [String] = []
    for state in ["", "unfolded "] {
      if !state.isEmpty { _ = try await ask("open") }
      for media in state.isEmpty ? media : media.filter({ Self.unfolded.contains($0) }) {
        try await tab.show(on: media)
        var found = try await complaints("look", "\(media.isPaper), \(media.isStill)")
        if media.isPaper { found += try await print() }
        wrong += found.map { "\(state)\(media.name): \($0)" }
      }
    }
    return wrong
  }

  private static let unfolded: Set<Media> = [.wide, Media(width: 360), .paper]

  /// Whether the page can be printed.
  private func print() async throws -> [String] {
    let document = String(decoding: try await tab.printed(), as: Unicode.ASCII.self)
    guard document.hasPrefix("%PDF") else { return ["printing gives no PDF"] }
    return document.contains("/Type /Page\n") ? [] : ["printing gives no pages"]
  }

  /// What is there when scripts do not run.
  func withoutScripts() async throws -> [String] {
    try await tab.open(page, scripts: false)
    try await tab.show(on: .wide)
    let wrong = try await complaints("sections") + complaints("layout") + complaints("overlaps")
    return wrong.map { "without scripts: \($0)" }
  }

  /// What the browser complained about so far, and what it was asked to load besides the page.
  func noise() -> [String] {
    tab.events.compactMap { event in
      let told = event.parameters
      switch event.method {
      case "Log.entryAdded":
        let level = told["entry"]["level"].string ?? ""
        return ["error", "warning"].contains(level) ? "\(level): \(told["entry"]["text"].string ?? "")" : nil
      case "Runtime.consoleAPICalled":
        let type = told["type"].string ?? ""
        let words = (told["args"].array ?? []).map { $0["value"].string ?? $0["description"].string ?? "?" }
        return ["error", "warning", "assert"].contains(type)
          ? "\(type): \(words.joined(separator: " "))" : nil
      case "Runtime.exceptionThrown":
        return "exception: \(told["exceptionDetails"]["exception"]["description"].string ?? "of no kind")"
      case "Audits.issueAdded":
        return "issue: \(told["issue"]["code"].string ?? "")"
      case "Network.requestWillBeSent":
        let address = told["request"]["url"].string ?? ""
        return URL(string: address)?.path == page.path ? nil : "request: \(address)"
      case "Network.loadingFailed":
        return "failed: \(told["errorText"].string ?? "")"
      default:
        return nil
      }
    }
  }
}
