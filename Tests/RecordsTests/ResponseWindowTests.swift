import Records
import Testing

@Suite("Windows of response times")
struct ResponseWindowTests {
  typealias Bucket = ResponseWindow.Bucket

  /// All powers of two, and numbers around them and between.
  static let times: [Int64] =
    (0..<63).flatMap { power -> [Int64] in
      let base: Int64 = 1 << power
      return [base - 1, base, base + 1, base + base / 3, base + base / 2 - 1, base + base / 2]
    }.filter { $0 >= 0 } + [.max]

  @Test("a bucket holds the times between its bounds, and they follow one another")
  func bounds() {
    for time in Self.times {
      let bucket = Bucket(index: Bucket.index(of: time), count: 1, successes: 1)
      #expect(bucket.lower <= time, "\(time)")
      #expect(time <= bucket.upper || time == .max, "\(time)")
    }
    for index in 0..<Bucket.lastIndex {
      let bucket = Bucket(index: index, count: 1, successes: 1)
      #expect(bucket.upper + 1 == Bucket(index: index + 1, count: 1, successes: 1).lower)
      #expect(Bucket.index(of: bucket.lower) == index)
      #expect(Bucket.index(of: bucket.upper) == index)
    }
    #expect(Bucket.index(of: .max) == Bucket.lastIndex)
  }

  @Test("the middle of a bucket is as near to the times in it as is said, and not much nearer")
  func error() {
    var largest = 0.0
    for index in 16..<Bucket.lastIndex {
      let bucket = Bucket(index: index, count: 1, successes: 1)
      let middle = bucket.lower + (bucket.upper - bucket.lower) / 2
      for time in [bucket.lower, bucket.upper] {
        largest = max(largest, abs(Double(middle - time)) / Double(time))
      }
    }
    #expect(largest <= Bucket.relativeError)
    #expect(largest > 0.95 * Bucket.relativeError)
  }

  @Test(
    "windows are as short as 600 of them allow",
    arguments: [
      (0, 1), (1, 1), (600, 1), (601, 2), (1201, 5), (3601, 10), (6000, 10), (6001, 20), (12_001, 30),
      (18_001, 60),
      (86_400, 300), (1_080_001, 3600), (100_000_000, 216_000),
    ])
  func lengths(seconds: Int, expected: Int) {
    let length = ResponseWindow.length(forSeconds: seconds)
    #expect(length == expected)
    #expect((seconds + length - 1) / length <= ResponseWindow.mostWindows)
  }

  @Test("the quantile of several windows is that of the times in them within the error")
  func quantiles() throws {
    // Numbers spread over twenty powers of two, by the multiplicative congruence of Park and Miller.
    var state: Int64 = 42
    func next() -> Int64 {
      state = state * 48_271 % 2_147_483_647
      return state
    }
    var times: [Int64] = []
    let windows = (0..<5).map { second in
      var counts: [Int: UInt64] = [:]
      for _ in 0..<400 {
        let time = 1024 + next() % (1024 << (next() % 20))
        times.append(time)
        counts[Bucket.index(of: time), default: 0] += 1
      }
      let buckets = counts.sorted { $0.key < $1.key }
      return ResponseWindow(
        second: second, seconds: 1,
        buckets: buckets.map { .init(index: $0.key, count: $0.value, successes: 1) })
    }
    times.sort()
    let merged = ResponseWindow.merged(windows)
    #expect(merged.map(\.index) == merged.map(\.index).sorted())
    #expect(merged.reduce(0) { $0 + $1.count } == 2000)
    #expect(merged.reduce(0) { $0 + $1.successes } == windows.reduce(0) { $0 + UInt64($1.buckets.count) })
    for rank in [1, 2, 20, 1000, 1900, 1980, 1999, 2000] {
      let found = Double(try #require(ResponseWindow.quantile(Double(rank) / 2000, of: merged)))
      let expected = Double(times[rank - 1])
      #expect(abs(found - expected) <= Bucket.relativeError * expected, "\(rank)")
    }
  }

  @Test("a quantile is nil where there is nothing, or too little beyond it")
  func absent() {
    let buckets = [Bucket(index: 20, count: 90, successes: 0), Bucket(index: 40, count: 10, successes: 10)]
    #expect(ResponseWindow.quantile(0.5, of: []) == nil)
    #expect(
      ResponseWindow.quantile(0.9, of: buckets, beyond: 10) == (buckets[0].lower + buckets[0].upper) / 2)
    #expect(ResponseWindow.quantile(0.91, of: buckets, beyond: 10) == nil)
    #expect(
      ResponseWindow.quantile(0.01, of: buckets, counting: \.successes)
        == buckets[1].lower + (buckets[1].upper - buckets[1].lower) / 2)
  }
}
