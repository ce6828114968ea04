import Results

/// The attempts of a request as bars on one axis of time, from its arrival to the last that is known of it.
struct Waterfall {
  /// What the bars are made of.
  static let legend =
    "· under way   ░ waiting in the queue   █ in service   ▒ ended before it was served: how it divides is not known"
  /// Columns of a bar.
  static let width = 24

  private let facts: RequestFacts
  private let parts: WaterfallParts
  private let arrival: Int64
  /// Nanoseconds that the axis spans.
  private var length: Int64 { parts.length }
  /// The same, but at least 1.
  private var span: Double { max(1, Double(length)) }

  init(_ facts: RequestFacts) {
    self.facts = facts
    parts = WaterfallParts(facts)
    arrival = facts.story.request.arrival
  }

  /// A line with the axis, then one for each attempt; none where there are no attempts.
  func lines(_ style: TextStyle) -> [String] {
    guard !facts.story.attempts.isEmpty else { return [] }
    let axis = "0" + Printable.padded(RequestFacts.time(length), to: Self.width - 1, right: true)
    let heads =
      [style == .plain ? "attempt" : ""] + (style.hasPictures ? [axis] : [])
      + ["endpoint", "start", "waited", "served", "end", "outcome"]
    let rows = facts.story.attempts.map { attempt in
      ["\(attempt.attempt)"] + (style.hasPictures ? [bar(attempt)] : []) + [
        endpoint(of: attempt), time(since(attempt.start)),
        time(attempt.waiting), time(attempt.serviceTime),
        attempt.end >= 0 ? time(since(attempt.end)) : "-", outcome(of: attempt),
      ]
    }
    let first = heads.count - 5
    return style.table([heads] + rows, isRight: { (first..<first + 4).contains($0) })
  }

  private func since(_ time: Int64) -> Int64 { time &- arrival }

  private func time(_ nanoseconds: Int64) -> String {
    nanoseconds < 0 ? "-" : RequestFacts.time(nanoseconds)
  }

  private func endpoint(of attempt: AttemptRow) -> String {
    let service = Printable.terminal(facts.name(ofService: attempt.service) ?? "?")
    return attempt.endpoint >= 0 ? "\(service) #\(attempt.endpoint)" : service
  }

  private func outcome(of attempt: AttemptRow) -> String {
    attempt.status > 0 ? "\(attempt.status) \(attempt.outcome.name)" : attempt.outcome.name
  }

  // MARK: Bars

  /// A column shows what takes the most of its time; an attempt has one column at least.
  private func bar(_ attempt: AttemptRow) -> String {
    let parts = parts.parts(of: attempt)
    let (start, end) = (Double(since(attempt.start)), parts.last?.end ?? 0)
    let column = span / Double(Self.width)
    let columns = Double(Self.width - 1)
    let first = Int(min(columns, max(0, (start / column).rounded(.down))))
    let last = max(first, Int(min(columns, max(0, (end / column).rounded(.up) - 1))))
    let text = (0..<Self.width).map { index -> Character in
      guard (first...last).contains(index) else { return " " }
      let (low, high) = (Double(index) * column, Double(index + 1) * column)
      var from = start
      var best: (time: Double, sign: Character) = (-1, parts.last?.kind.sign ?? "▒")
      for part in parts {
        let time = min(high, part.end) - max(low, from)
        if part.end > from, time > best.time { best = (time, part.kind.sign) }
        from = part.end
      }
      return best.sign
    }
    return String(text)
  }
}
