import Records

/// Takes the batches of one replication and keeps the stories of the requests that are chosen, and of no others.
///
/// The order in which requests end changes nothing. Memory is that of the five slowest, one denied, one of each fate, and the numbered ones.
public struct RequestSelection: Sendable {
  private let measured: Range<Int64>
  private let numbers: Set<Int64>
  private var numbered: [Int64: RequestStory] = [:]
  /// The slowest first; of equally slow ones the first to arrive.
  private var slowest: [RequestStory] = []
  private var denied: (time: Int64, story: RequestStory)?
  private var firsts: [Fate: RequestStory] = [:]

  /// Creates a selection that has seen nothing.
  ///
  /// - Parameters:
  ///   - measured: when requests arrive that the choices other than by number look at, in nanoseconds from time zero.
  ///   - numbers: the requests that are chosen by number.
  public init(measured: Range<Int64>, numbers: Set<Int64> = []) {
    self.measured = measured
    self.numbers = numbers
  }

  /// Takes the next batch.
  public mutating func take(_ batch: RecordBatch) {
    batch.forEachRequest { request, attempts, decisions in
      let isNumbered = numbers.contains(request.request)
      let denial = batch.attempts[attempts].first { $0.denial != nil }?.end
      let isMeasured = measured.contains(request.arrival)
      guard isNumbered || isMeasured && isCandidate(request, deniedAt: denial) else { return }
      let story = batch.story(request, attempts, decisions)
      if isNumbered { numbered[request.request] = story }
      if isMeasured { offer(story, deniedAt: denial) }
    }
  }

  /// The numbers of the requests that a choice comes to, the slowest first; none for ``RequestChoice/automatic``.
  public func pick(_ choice: RequestChoice) -> [Int64] {
    switch choice {
    case .number(let number): numbered[number] == nil ? [] : [number]
    case .slowest: slowest.map(\.request.request)
    case .denied: denied.map { [$0.story.request.request] } ?? []
    case .fate(let fate): firsts[fate].map { [$0.request.request] } ?? []
    case .automatic: []
    }
  }

  /// The story of a request that is kept.
  public func story(_ number: Int64) -> RequestStory? {
    let kept =
      [numbered[number], denied?.story] + slowest.map(Optional.some) + Fate.allCases.map { firsts[$0] }
    return kept.lazy.compactMap(\.self).first { $0.request.request == number }
  }

  /// Whether any choice would keep it.
  private func isCandidate(_ request: RequestRow, deniedAt denial: Int64?) -> Bool {
    isSlow(request) || isEarlier(denial, request) || isFirst(request)
  }

  private mutating func offer(_ story: RequestStory, deniedAt denial: Int64?) {
    let request = story.request
    if isFirst(request) { firsts[request.fate] = story }
    if let denial, isEarlier(denial, request) { denied = (denial, story) }
    if isSlow(request) {
      let place = slowest.firstIndex { Self.isSlower(request, $0.request) } ?? slowest.count
      slowest.insert(story, at: place)
      if slowest.count > RequestChoice.slowestCount { slowest.removeLast() }
    }
  }

  private func isFirst(_ request: RequestRow) -> Bool {
    firsts[request.fate].map { request.request < $0.request.request } ?? true
  }

  private func isEarlier(_ denial: Int64?, _ request: RequestRow) -> Bool {
    guard let denial else { return false }
    guard let denied else { return true }
    return (denial, request.request) < (denied.time, denied.story.request.request)
  }

  private func isSlow(_ request: RequestRow) -> Bool {
    guard request.response >= 0 else { return false }
    guard slowest.count == RequestChoice.slowestCount, let last = slowest.last else { return true }
    return Self.isSlower(request, last.request)
  }

  private static func isSlower(_ one: RequestRow, _ other: RequestRow) -> Bool {
    (-one.response, one.request) < (-other.response, other.request)
  }
}
