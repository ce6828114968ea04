import Scenarios
import Simulator
import Testing

@Suite("Outlier detection")
struct OutlierDetectorTests {
  static let second: Int64 = 1_000_000_000

  static func detector(
    endpoints: Int, _ change: (inout EnvoyCluster.OutlierDetection) -> Void = { _ in }
  ) -> OutlierDetector {
    var policy = EnvoyCluster.OutlierDetection()
    change(&policy)
    return OutlierDetector(policy, endpoints: endpoints)
  }

  /// Which of these statuses in a row eject endpoint 0.
  static func ejecting(_ statuses: [Int], _ detector: inout OutlierDetector, at now: Int64 = 0) -> [Bool] {
    statuses.map { detector.note($0, of: 0, at: now) }
  }

  @Test("the fifth failure in a row ejects, whatever came before the last success")
  func consecutive() {
    var detector = Self.detector(endpoints: 3)
    let four = Self.ejecting([500, 501, 502, 503, 200, 500, 500, 504, 500], &detector)
    #expect(!four.contains(true))
    #expect(!detector.isEjected(0))
    let fifth = detector.note(599, of: 0, at: 0)
    #expect(fifth)
    #expect(detector.isEjected(0))
    #expect(detector.ejected == 1)
  }

  @Test("a status below 500 is a success, also one of an error of the client")
  func clientErrors() {
    var detector = Self.detector(endpoints: 3)
    let noted = Self.ejecting([500, 500, 500, 500, 429, 500, 500, 500, 500, 404], &detector)
    #expect(!noted.contains(true))
  }

  @Test("failures of a gateway are counted only where that is asked, and 500 breaks their row")
  func gatewayErrors() {
    var detector = Self.detector(endpoints: 3) {
      $0.consecutive5xx = 0
      $0.consecutiveGatewayErrors = 3
    }
    let noted = Self.ejecting([502, 503, 500, 504, 502, 501, 503, 502, 504], &detector)
    #expect(noted == [false, false, false, false, false, false, false, false, true])
    var other = Self.detector(endpoints: 3) { $0.consecutive5xx = 0 }
    let never = Self.ejecting(Array(repeating: 503, count: 50), &other)
    #expect(!never.contains(true))
  }

  /// The seconds at which looks every 10 s take endpoint 0 back, which fails five times a second after each `ejections`.
  @Test("an ejection lasts the base time times the ejections in a row, and ends at a look")
  func length() {
    var detector = Self.detector(endpoints: 10)
    var now: Int64 = 0
    var lengths: [Int64] = []
    for _ in 0..<13 {
      now += Self.second
      let noted = Self.ejecting([503, 503, 503, 503, 503], &detector, at: now)
      #expect(noted.last == true)
      let start = now
      while detector.isEjected(0) {
        now = (now / (10 * Self.second) + 1) * 10 * Self.second
        _ = detector.look(at: now)
      }
      lengths.append((now - start) / Self.second)
    }
    // Ejected a second after a look: the nth takes 30 n s, up to 300 s, rounded up to the next look.
    #expect(lengths == [39, 69, 99, 129, 159, 189, 219, 249, 279, 309, 309, 309, 309])
  }

  @Test("each healthy interval takes one off the multiplier, the one that ends the ejection does not")
  func decay() {
    var detector = Self.detector(endpoints: 10)
    func ejectAndWait(_ start: Int64) -> Int64 {
      for _ in 0..<5 { _ = detector.note(500, of: 0, at: start * Self.second) }
      var look = start / 10 * 10
      while detector.isEjected(0) {
        look += 10
        _ = detector.look(at: look * Self.second)
      }
      return look
    }
    #expect(ejectAndWait(0) == 30)
    #expect(ejectAndWait(30) == 90)
    #expect(ejectAndWait(90) == 180)
    // Three in a row; two healthy intervals leave one, so the next is the second.
    _ = detector.look(at: 190 * Self.second)
    _ = detector.look(at: 200 * Self.second)
    #expect(ejectAndWait(200) == 260)
    for look in 27...40 { _ = detector.look(at: Int64(look) * 10 * Self.second) }
    #expect(ejectAndWait(400) == 430)
  }

  @Test(
    "no more than the share are ejected at a time, rounded down, but always one",
    arguments: [(4, 10.0, 1), (20, 10.0, 2), (19, 10.0, 1), (10, 0.0, 1), (3, 100.0, 3), (100, 7.0, 7)])
  func share(endpoints: Int, percent: Double, most: Int) {
    var detector = Self.detector(endpoints: endpoints) { $0.maxEjectionPercent = percent }
    for host in 0..<endpoints { for _ in 0..<5 { _ = detector.note(503, of: host, at: 0) } }
    #expect(detector.ejected == most)
    #expect((0..<endpoints).filter(detector.isEjected) == Array(0..<most))
  }

  @Test("after an ejection that was not allowed it takes five more failures")
  func refused() {
    var detector = Self.detector(endpoints: 4)
    for _ in 0..<5 { _ = detector.note(503, of: 1, at: 0) }
    let first = Self.ejecting([503, 503, 503, 503, 503], &detector)
    #expect(!first.contains(true))
    _ = detector.look(at: 30 * Self.second)
    #expect(detector.ejected == 0)
    let next = Self.ejecting([503, 503, 503, 503, 503], &detector, at: 31 * Self.second)
    #expect(next == [false, false, false, false, true])
  }

  /// Gives each endpoint 200 answers with so many failures, never two in a row; then looks.
  static func look(failures: [Int], _ detector: inout OutlierDetector) -> [Int] {
    for (host, failed) in failures.enumerated() {
      for answer in 0..<200 {
        _ = detector.note(answer % 2 == 0 && answer / 2 < failed ? 500 : 200, of: host, at: 0)
      }
    }
    _ = detector.look(at: 10 * second)
    return failures.indices.filter(detector.isEjected)
  }

  @Test("a success rate below the mean less 1.9 standard deviations ejects")
  func successRate() {
    // Five endpoints, one at rate 1 − x and four at 1: mean 1 − x/5, deviation 0.4 x, bound 1 − 0.96 x: always below it.
    var one = Self.detector(endpoints: 5) { $0.successRate = .init() }
    #expect(Self.look(failures: [0, 0, 40, 0, 0], &one) == [2])
    // Two of six equally bad: mean 1 − x/3, deviation 0.471 x, bound 1 − 1.229 x: neither is.
    var two = Self.detector(endpoints: 6) {
      $0.successRate = .init()
      $0.maxEjectionPercent = 100
    }
    #expect(Self.look(failures: [40, 0, 40, 0, 0, 0], &two) == [])
    // With a factor of 1.4 the bound is 1 − 0.993 x: both are.
    var three = Self.detector(endpoints: 6) {
      $0.successRate = .init()
      $0.successRate?.deviations = 1.4
      $0.maxEjectionPercent = 100
    }
    #expect(Self.look(failures: [40, 0, 40, 0, 0, 0], &three) == [0, 2])
  }

  @Test(
    "success rates are judged only where asked, among enough endpoints, with enough answers of one interval")
  func volume() {
    var off = Self.detector(endpoints: 5)
    #expect(Self.look(failures: [0, 0, 40, 0, 0], &off) == [])
    var few = Self.detector(endpoints: 4) { $0.successRate = .init() }
    #expect(Self.look(failures: [0, 0, 40, 0], &few) == [])
    var rare = Self.detector(endpoints: 5) {
      $0.successRate = .init()
      $0.successRate?.requestVolume = 201
    }
    #expect(Self.look(failures: [0, 0, 40, 0, 0], &rare) == [])
    // What the last interval brought does not count for this one.
    #expect(Self.look(failures: [0, 0, 40, 0, 0], &rare) == [])
  }

  @Test("an endpoint that was not ready is watched afresh, and makes room for another ejection")
  func members() {
    var detector = Self.detector(endpoints: 3)
    for _ in 0..<5 { _ = detector.note(503, of: 0, at: 0) }
    for _ in 0..<4 { _ = detector.note(503, of: 1, at: 0) }
    detector.setMembers([1, 2])
    #expect(detector.ejected == 0)
    let whileAway = Self.ejecting(Array(repeating: 503, count: 9), &detector)
    #expect(!whileAway.contains(true))
    let other = detector.note(503, of: 1, at: 0)
    #expect(other)
    detector.setMembers([0, 1, 2])
    #expect(!detector.isEjected(0))
    #expect(detector.isEjected(1))
  }
}
