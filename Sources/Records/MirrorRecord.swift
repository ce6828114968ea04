/// What one RequestMirror filter was offered and sent in the measured time.
public struct MirrorRecord: Sendable, Equatable {
  /// The route, `ns/name`.
  public var route: String
  /// Which rule, from 0.
  public var rule: Int
  /// The target Service, `ns/name`.
  public var mirror: String
  /// Requests that reached the filter.
  public var eligible: Int
  /// Copies sent.
  public var sent: Int
  /// Copies that failed.
  public var failed: Int
  /// The ratio that the manifest asks for, 0 to 1.
  public var expected: Double

  /// Creates a mirror's counts.
  public init(
    route: String, rule: Int, mirror: String, eligible: Int = 0, sent: Int = 0, failed: Int = 0,
    expected: Double
  ) {
    self.route = route
    self.rule = rule
    self.mirror = mirror
    self.eligible = eligible
    self.sent = sent
    self.failed = failed
    self.expected = expected
  }

  /// The timeline's entity of each of a replication's mirrors: `mirror/NS/ROUTE/RULE/NS/TARGET`, and where a rule has several mirrors with
  /// the same target, `#2` and so on after all but the first.
  ///
  /// - Parameter mirrors: all mirrors of the replication, in their order.
  public static func entities(of mirrors: [MirrorRecord]) -> [String] {
    var seen: [String: Int] = [:]
    return mirrors.map { mirror in
      let name = "mirror/\(mirror.route)/\(mirror.rule)/\(mirror.mirror)"
      seen[name, default: 0] += 1
      let number = seen[name, default: 1]
      return number == 1 ? name : "\(name)#\(number)"
    }
  }
}
