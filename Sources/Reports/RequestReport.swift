import GatewayAPI
import Results

/// What single client requests of a run went through: a waterfall of the attempts of each, with every decision between them.
public struct RequestReport {
  /// A request and why it is told.
  public struct Entry: Sendable {
    let choice: ChosenRequest
    let story: RequestStory

    /// Takes a request that was chosen, and all that is recorded of it.
    public init(_ choice: ChosenRequest, _ story: RequestStory) {
      self.choice = choice
      self.story = story
    }
  }

  let entries: [Entry]
  let run: RunRecord
  /// What the manifests say; nil where that is not known any more.
  let configuration: GatewayConfiguration?
  private let remarks: [String]

  /// Takes the requests in the order in which they are told.
  ///
  /// - Parameters:
  ///   - configuration: What the manifests of the run say, for the places of rules and the terms of budgets.
  ///   - notes: What else is to be said, a sentence each.
  public init(
    _ entries: [Entry], of run: RunRecord, configuration: GatewayConfiguration?, notes: [String] = []
  ) {
    self.entries = entries
    self.run = run
    self.configuration = configuration
    remarks = notes
  }

  /// What is said once for all requests.
  var notes: [String] {
    let unknown = entries.first { entry in
      steps(of: entry).contains { $0?.kind == RequestSteps.unknown }
    }
    guard let unknown else { return remarks }
    let id = "\(unknown.choice.replication)/\(unknown.choice.number)"
    return remarks + [
      "what a budget counted when it allowed a retry is kept by weir run SCENARIO --explain-request \(id)"
    ]
  }

  /// The waterfalls, for a terminal.
  public func table(_ style: TextStyle = .page()) -> String {
    var lines = entries.flatMap { self.lines(of: $0, style) + [""] }
    if style.hasPictures, entries.contains(where: { !$0.story.attempts.isEmpty }) {
      lines += [Waterfall.legend]
    }
    lines += notes.map { "note: \(Printable.terminal($0))" }
    if lines.last == "" { lines.removeLast() }
    return style.text(lines)
  }

  /// The waterfalls as Markdown; they are indented blocks, out of which nothing in them can break.
  public func markdown() -> String {
    var lines: [String] = []
    for entry in entries {
      let text = self.lines(of: entry, .page())
      lines +=
        ["### \(Printable.markdown(title(of: entry)))", ""] + text.dropFirst().map { "    " + $0 } + [""]
    }
    lines += notes.map { "- \(Printable.markdown($0))" }
    if lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  func facts(of entry: Entry) -> RequestFacts {
    RequestFacts(entry.story, of: run, configuration: configuration)
  }

  /// What follows each attempt, nil where nothing is to be said.
  func steps(of entry: Entry) -> [RequestSteps.Step?] {
    let steps = RequestSteps(facts(of: entry))
    return entry.story.attempts.indices.map(steps.after)
  }

  func title(of entry: Entry) -> String {
    let reasons = entry.choice.reasons.compactMap(\.words)
    return "Request \(entry.choice.replication)/\(entry.choice.number)"
      + (reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", "))")
  }

  private func lines(of entry: Entry, _ style: TextStyle) -> [String] {
    let head = [title(of: entry)] + facts(of: entry).lines(style.voice).map { "  " + $0 }
    let attempts = Waterfall(facts(of: entry)).lines(style)
    guard !attempts.isEmpty else { return head.map(Printable.terminal) }
    let steps = self.steps(of: entry)
    // Each attempt has a line, and perhaps there is one for the axis and the names of the columns.
    let axis = attempts.count - steps.count
    var lines = head.map(Printable.terminal) + attempts.prefix(axis).map { "  " + $0 }
    for (attempt, step) in zip(attempts.dropFirst(axis), steps) {
      lines.append("  " + attempt)
      if let step { lines.append("     " + Printable.terminal(step.text)) }
    }
    return lines
  }
}

extension ChosenRequest.Reason {
  /// Why it is told, nil where it was asked for.
  var words: String? {
    switch self {
    case .named: nil
    case .slowest(1): "the slowest"
    case .slowest(let rank): "number \(rank) of the slowest"
    case .firstDenied: "the first denied retry"
    case .firstOf(let fate): "the first \(fate.name)"
    }
  }
}
