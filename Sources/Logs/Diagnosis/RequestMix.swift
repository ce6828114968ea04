import Engine

/// What was asked for, what was answered and by whom, and how long that took.
struct RequestMix {
  /// Distinct patterns of paths that are told apart; the requests of later ones are those of ``others``.
  static let mostPatterns = 1000

  /// How many requests have something in common, and how long they took.
  struct Group {
    var count = 0
    var durations = Histogram()
  }

  /// By method and pattern, as ``pattern(_:)`` tells them.
  private(set) var groups: [Group] = []
  /// The requests of patterns beyond ``mostPatterns``.
  private(set) var others = Group()
  /// How long all requests took.
  private(set) var durations = Histogram()
  /// Requests by status; those without one in ``withoutStatus``.
  private(set) var statuses = [Int](repeating: 0, count: 1000)
  private(set) var withoutStatus = 0
  /// Requests by the number of their upstream; those without one in ``withoutUpstream``.
  private(set) var upstreams: [Int]
  private(set) var withoutUpstream = 0

  private var patterns = InternedTexts()
  /// The pattern of each shape: its number, -1 for one of the others, -2 where it has not been looked at yet.
  private var patternOfShape: [Int32]

  init(shapes: Int, upstreams: Int) {
    patternOfShape = Array(repeating: -2, count: shapes)
    self.upstreams = Array(repeating: 0, count: upstreams)
  }

  /// The method and the pattern of a group, empty where the log tells none.
  func pattern(_ group: Int) -> (method: String, path: String) {
    let parts = patterns[Int32(group)].split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let texts = parts.map { String(decoding: $0, as: UTF8.self) }
    return (texts.first ?? "", texts.count > 1 ? texts[1] : "")
  }

  /// Counts a request; O(1) once its shape has been seen.
  mutating func add(_ entry: LogEntry, _ shapes: borrowing ShapeTable) {
    let number = group(of: entry.shape, shapes)
    if number >= 0 { groups[number].count += 1 } else { others.count += 1 }
    if entry.duration >= 0 {
      durations.record(entry.duration)
      if number >= 0 {
        groups[number].durations.record(entry.duration)
      } else {
        others.durations.record(entry.duration)
      }
    }
    if statuses.indices.contains(Int(entry.status)) {
      statuses[Int(entry.status)] += 1
    } else {
      withoutStatus += 1
    }
    if upstreams.indices.contains(Int(entry.upstream)) {
      upstreams[Int(entry.upstream)] += 1
    } else {
      withoutUpstream += 1
    }
  }

  private mutating func group(of shape: Int32, _ shapes: borrowing ShapeTable) -> Int {
    let known = patternOfShape[Int(shape)]
    if known >= -1 { return Int(known) }
    let request = shapes[shape]
    let key = Array(request.method.utf8) + [0] + PathPattern.of(Array(request.path.utf8)[...])
    let number = patterns.number(of: key, limit: Self.mostPatterns) ?? -1
    patternOfShape[Int(shape)] = number
    if Int(number) == groups.count { groups.append(Group()) }
    return Int(number)
  }
}
