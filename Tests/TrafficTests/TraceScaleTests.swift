import Testing
import Traffic

/// The laws of superposition and thinning: J. F. C. Kingman, Poisson Processes, 1993, chapters 2 and 5.
@Suite("Scaled traces")
struct TraceScaleTests {
  static let length: Int64 = 500

  /// 50,000 Poisson arrivals, 100 a second, of five shapes in turn.
  static let times = Arrivals(.poisson(rate: 100), seconds: length).times

  static func poisson(scale: Double, loops: Bool = false) throws -> RecordedTrace {
    try recorded(times, TraceOptions(scale: scale, loops: loops))
  }

  static func recorded(_ times: [Int64], _ options: TraceOptions) throws -> RecordedTrace {
    var assembly = TraceAssembly(options)
    for (index, time) in times.enumerated() { try assembly.append(arrival: time, shape: Int32(index % 5)) }
    return try assembly.trace(
      shapes: (0..<5).map { RequestShape(path: "/\($0)") }, draws: TraceDraws())
  }

  @Test("scale 1 offers the recorded arrivals, one by one")
  func identity() throws {
    let arrivals = Arrivals(.trace(try Self.poisson(scale: 1)), seconds: Self.length + 1)
    #expect(arrivals.times == Self.times)
    #expect(arrivals.records == Array(0..<Int32(Self.times.count)))
    #expect(arrivals.shapes == arrivals.records.map { $0 % 5 })
  }

  @Test(
    "a scaled Poisson trace is a Poisson process of so many times the rate", arguments: [0.25, 0.5, 2, 3.5])
  func poissonStays(scale: Double) throws {
    let arrivals = Arrivals(.trace(try Self.poisson(scale: scale)), seconds: Self.length + 1)
    #expect(zip(arrivals.times, arrivals.times.dropFirst()).allSatisfy { $0 <= $1 })
    // The dispersion of the counts of a second is 1 and the rate is known to be the scale times the trace's own: one constraint.
    let expected = Double(Self.times.count) * scale / Double(Self.length)
    let counts = arrivals.counts(Int(Self.length), every: second)
    #expect(isPlausible(cells: counts.map { ($0, expected) }))
  }

  @Test("whole copies have each record once, and the fraction has its share of them", arguments: [1, 2, 3])
  func counts(whole: Int) throws {
    let arrivals = Arrivals(.trace(try Self.poisson(scale: Double(whole))), seconds: Self.length + 1)
    #expect(arrivals.times.count == whole * Self.times.count)
    var perRecord = Array(repeating: 0, count: Self.times.count)
    for record in arrivals.records { perRecord[Int(record)] += 1 }
    #expect(perRecord.allSatisfy { $0 == whole })
    let some = Arrivals(.trace(try Self.poisson(scale: Double(whole) - 0.75)), seconds: Self.length + 1)
    // A binomial number with the standard deviation √(n/4 · 3/4); 3.89 of them are exceeded once in 10,000 times.
    let count = Double(Self.times.count)
    let fraction = Double(some.times.count) - Double(whole - 1) * count
    #expect(abs(fraction - count / 4) < 3.89 * (count * 3 / 16).squareRoot())
  }

  @Test("a copy is the trace, shifted in a circle one mean gap longer than it")
  func circle() throws {
    let times: [Int64] = [5, 6, 8, 13].map { $0 * second }
    let trace = try Self.recorded(times, TraceOptions(scale: 2))
    #expect(trace.period == 8 * second + 8 * second / 3)
    for replication in 0..<20 as Range<UInt32> {
      let arrivals = Arrivals(.trace(trace), replication: replication, seconds: 100)
      let copied = copies(of: times, in: arrivals, scale: 2)
      let offsets = Set(
        zip(copied.times, copied.records).map { time, record in
          (time - times[Int(record)] + trace.period) % trace.period
        })
      #expect(offsets.count == 1, "all records of the copy are shifted alike")
      #expect(copied.times.allSatisfy { $0 >= 5 * second && $0 < 5 * second + trace.period })
    }
  }

  /// The arrivals that are not those of the trace itself.
  private func copies(of times: [Int64], in arrivals: Arrivals, scale: Int) -> Arrivals {
    var rest = arrivals
    for (record, time) in times.enumerated() {
      guard
        let place = rest.times.indices.first(where: { rest.times[$0] == time && rest.records[$0] == record })
      else { continue }
      rest.times.remove(at: place)
      rest.records.remove(at: place)
    }
    #expect(rest.times.count == (scale - 1) * times.count)
    return rest
  }

  @Test("offsets are uniform in the circle, and differ from replication to replication")
  func offsets() throws {
    let times: [Int64] = [0, 1000, 2000].map { $0 * second }
    let trace = try Self.recorded(times, TraceOptions(scale: 2))
    let offsets = (0..<400 as Range<UInt32>).map { replication -> Double in
      let arrivals = Arrivals(.trace(trace), replication: replication, seconds: 3000)
      // Record 0 begins the circle: its copy lies where the circle was turned to.
      return Double(copies(of: times, in: arrivals, scale: 2).first(record: 0)) / 3e12
    }
    #expect(kolmogorovSmirnov(offsets) { $0 } < 2.225)
  }

  @Test("all arrivals of a smaller scale are there at a larger one, at the same times")
  func nested() throws {
    let scales = [0.2, 0.6, 1, 1.3, 1.9, 2, 2.5, 4]
    let runs = try scales.map { Arrivals(.trace(try Self.poisson(scale: $0)), seconds: Self.length + 1) }
    for (smaller, larger) in zip(runs, runs.dropFirst()) {
      let some = Set(zip(smaller.times, smaller.records).map { [$0, Int64($1)] })
      #expect(some.isSubset(of: Set(zip(larger.times, larger.records).map { [$0, Int64($1)] })))
      #expect(smaller.times.count < larger.times.count)
    }
  }

  @Test("a scaled trace that loops repeats itself", arguments: [0.5, 2.5])
  func loops(scale: Double) throws {
    let times = Self.times.prefix(1000).map { $0 }
    let trace = try Self.recorded(times, TraceOptions(scale: scale, loops: true))
    let arrivals = Arrivals(.trace(trace), seconds: 60)
    let period = arrivals.times.prefix { $0 < trace.start + trace.period }
    let count = period.count
    #expect(arrivals.times.count > 4 * count)
    #expect(
      (count..<(4 * count)).allSatisfy { arrivals.times[$0] == arrivals.times[$0 - count] + trace.period })
    #expect((count..<(4 * count)).allSatisfy { arrivals.records[$0] == arrivals.records[$0 - count] })
  }

  @Test("a surge multiplies what a scale made, and draws anew for each copy")
  func surge() throws {
    let surge = Surge(start: 100 * second, end: 400 * second, factor: 1.5)
    let plain = Arrivals(.trace(try Self.poisson(scale: 2)), seconds: Self.length + 1)
    let more = Arrivals(.trace(try Self.poisson(scale: 2)), surges: [surge], seconds: Self.length + 1)
    #expect(more.outside(surge) == plain.outside(surge))
    let inside = Double(plain.times.count { $0 >= surge.start && $0 < surge.end })
    let added = Double(more.times.count - plain.times.count)
    #expect(abs(added - inside / 2) < 3.89 * (inside / 4).squareRoot())
    // Had both copies of a record one draw, it would come 2 or 4 times as a rule, and never 3 times.
    var perRecord = Array(repeating: 0, count: Self.times.count)
    for record in more.records { perRecord[Int(record)] += 1 }
    #expect(perRecord.count { $0 == 3 } > Self.times.count / 10)
  }

  @Test("what arrives does not depend on the size of the buffer", arguments: [1, 7, 1000])
  func buffers(capacity: Int) throws {
    let trace = try Self.recorded(Array(Self.times.prefix(3000)), TraceOptions(scale: 3.3, loops: true))
    let expected = Arrivals(.trace(trace), seconds: 70)
    #expect(Arrivals(.trace(trace), seconds: 70, capacity: capacity) == expected)
  }

  @Test("records of one time are laid over each other")
  func oneTime() throws {
    let trace = try Self.recorded([second, second], TraceOptions(scale: 3))
    #expect(Arrivals(.trace(trace), seconds: 5).times == Array(repeating: second, count: 6))
  }
}

extension Arrivals {
  /// When a record first comes.
  fileprivate func first(record: Int32) -> Int64 {
    records.firstIndex(of: record).map { times[$0] } ?? -1
  }
}
