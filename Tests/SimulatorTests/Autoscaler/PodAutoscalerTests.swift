import Engine
import Scenarios
import Simulator
import Testing
import Traffic

/// Kubernetes, "Horizontal Pod Autoscaling", configurable scaling behavior.
@Suite("An autoscaler decides as Kubernetes does")
struct PodAutoscalerTests {
  static let second: Int64 = 1_000_000_000

  static func settings(
    up: Autoscaler.Rules? = nil, down: Autoscaler.Rules? = nil, minimum: Int = 1, maximum: Int = 1000
  ) throws -> Autoscaler {
    var settings = Autoscaler(
      maximum: maximum, target: .inFlight(1), startTime: try .constant(10))
    settings.minimum = minimum
    settings.scaleUp = up ?? settings.scaleUp
    settings.scaleDown = down ?? settings.scaleDown
    return settings
  }

  static func rules(
    _ policies: [(Autoscaler.Rules.Policy.Amount, Int64)], stabilization: Int64 = 0,
    select: Autoscaler.Rules.Selection = .max
  ) -> Autoscaler.Rules {
    var rules = Autoscaler.Rules(
      stabilization: stabilization * second, policies: policies.map { .init($0, period: $1 * second) })
    rules.select = select
    return rules
  }

  /// The numbers that follow from `start` where the metric asks for each of `wanted` in turn, every 15 s from 15 s on.
  static func course(_ settings: Autoscaler, from start: Int, _ wanted: [Int]) -> [Int] {
    var autoscaler = PodAutoscaler(settings, replicas: start)
    return wanted.enumerated().map { index, count in
      var readings = PodReadings()
      for _ in 0..<autoscaler.replicas { readings.add(Double(count) / Double(autoscaler.replicas)) }
      autoscaler.decide(readings, at: Int64(index + 1) * 15 * second)
      return autoscaler.replicas
    }
  }

  @Test("up by four pods or to the double within 15 s, whichever is more, at once")
  func growth() throws {
    #expect(
      Self.course(try Self.settings(), from: 1, [100, 100, 100, 100, 100, 100]) == [5, 10, 20, 40, 80, 100])
    #expect(Self.course(try Self.settings(maximum: 30), from: 1, [100, 100, 100, 100]) == [5, 10, 20, 30])
  }

  @Test("down at once to what is needed, but only after five minutes in which nothing more was")
  func stabilization() throws {
    let course = Self.course(try Self.settings(), from: 20, Array(repeating: 3, count: 25))
    // The number at the start is a recommendation of time zero, which counts until just before 300 s.
    #expect(course == Array(repeating: 20, count: 19) + Array(repeating: 3, count: 6))
  }

  @Test("the largest of five minutes is what counts on the way down")
  func largest() throws {
    var wanted = Array(repeating: 4, count: 60)
    wanted[10] = 12
    wanted[20] = 8
    let course = Self.course(try Self.settings(), from: 10, wanted)
    #expect(course[9] == 10)
    #expect(course[10...29].allSatisfy { $0 == 12 })
    #expect(course[30...39].allSatisfy { $0 == 8 })
    #expect(course[40...].allSatisfy { $0 == 4 })
  }

  @Test("a window upwards takes the smallest of it, so that a peak that passes changes nothing")
  func upwards() throws {
    let settings = try Self.settings(up: Self.rules([(.percent(1000), 15)], stabilization: 60))
    #expect(Self.course(settings, from: 2, [9, 9, 2, 9, 9, 9, 9, 9]) == [2, 2, 2, 2, 2, 2, 9, 9])
  }

  @Test("the number never leaves its bounds")
  func bounds() throws {
    let down = Self.rules([(.percent(100), 15)])
    #expect(Self.course(try Self.settings(down: down, minimum: 3), from: 9, [1, 0, 5, 0]) == [3, 3, 5, 3])
  }

  @Test("4 pods or 10 % a minute, the larger: 80, 72, 64, …, and by four below 40")
  func pods() throws {
    let down = Self.rules([(.pods(4), 60), (.percent(10), 60)])
    let course = Self.course(try Self.settings(down: down), from: 80, Array(repeating: 10, count: 64))
    let minutes = stride(from: 0, to: course.count, by: 4).map { course[$0] }
    #expect(minutes == [72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10, 10, 10])
    // Within a minute nothing more goes.
    for index in course.indices { #expect(course[index] == course[index / 4 * 4]) }
  }

  @Test("10 % or 5 pods a minute, the smaller")
  func smaller() throws {
    let down = Self.rules([(.percent(10), 15), (.pods(5), 15)], select: .min)
    #expect(
      Self.course(try Self.settings(down: down), from: 80, Array(repeating: 1, count: 8))
        == [75, 70, 65, 60, 55, 50, 45, 40])
    #expect(
      Self.course(try Self.settings(down: down), from: 30, Array(repeating: 1, count: 4)) == [27, 24, 21, 18])
  }

  @Test("900 % a minute: 1, 10, 100, 1000; the smaller of that and one pod: 1, 2, 3, 4")
  func fast() throws {
    let each = Array(repeating: 1000, count: 12)
    let up = Self.rules([(.percent(900), 60)])
    let fast = Self.course(try Self.settings(up: up), from: 1, each)
    #expect(stride(from: 0, to: 12, by: 4).map { fast[$0] } == [10, 100, 1000])
    let slow = Self.rules([(.percent(900), 60), (.pods(1), 60)], select: .min)
    let one = Self.course(try Self.settings(up: slow), from: 1, each)
    #expect(stride(from: 0, to: 12, by: 4).map { one[$0] } == [2, 3, 4])
  }

  @Test("a disabled direction keeps the number, and the other goes on")
  func disabled() throws {
    let down = Self.rules([(.percent(100), 15)], select: .disabled)
    #expect(Self.course(try Self.settings(down: down), from: 5, [1, 9, 2]) == [5, 9, 9])
    let up = Self.rules([(.percent(100), 15)], select: .disabled)
    let free = Self.rules([(.percent(100), 15)])
    #expect(Self.course(try Self.settings(up: up, down: free), from: 5, [9, 2, 9]) == [5, 2, 2])
  }

  @Test("what was removed within a period may be added again beside what the policy allows")
  func back() throws {
    let up = Self.rules([(.pods(2), 60)])
    let down = Self.rules([(.percent(100), 15)])
    #expect(Self.course(try Self.settings(up: up, down: down), from: 10, [4, 20, 20]) == [4, 12, 12])
  }
}
