import Engine
import Testing

/// Statistical tests of the words along every coordinate that a draw is a function of. The seeds are fixed, so a
/// test either holds or does not; each stated bound is one that a perfect generator passes with a probability of
/// 0.9999 or more per sequence.
@Suite("Quality of the random words")
struct RandomQualityTests {
  /// Ways to walk through the coordinates.
  enum Walk: String, CaseIterable, Sendable {
    case requests, attempts, words, seeds, replications, purposes, entities, neighbours, strides

    func word(_ index: Int) -> UInt64 {
      let number = UInt64(index)
      let small = UInt32(index)
      switch self {
      case .requests: return first(stream(), number)
      case .attempts: return first(stream(), number / 8, small % 8)
      case .words:
        var draws = stream().draws(number / 4)
        for _ in 0..<number % 4 { _ = draws.word() }
        return draws.word()
      case .seeds: return first(stream(seed: number))
      case .replications: return first(stream(replication: small))
      case .purposes: return first(stream(purpose: small))
      case .entities: return first(stream(entity: number))
      case .neighbours:
        // The same request at four streams that differ in one coordinate each.
        return first(
          stream(
            replication: index % 4 == 1 ? 1 : 0, purpose: index % 4 == 2 ? 1 : 0,
            entity: index % 4 == 3 ? 1 : 0), number / 4)
      case .strides: return first(stream(), number << 32)
      }
    }

    private func stream(
      seed: UInt64 = 42, replication: UInt32 = 0, purpose: UInt32 = 0, entity: UInt64 = 0
    ) -> RandomStream {
      RandomStream(seed: seed, replication: replication, purpose: purpose, entity: entity)
    }

    private func first(_ stream: RandomStream, _ request: UInt64 = 0, _ attempt: UInt32 = 0) -> UInt64 {
      var draws = stream.draws(request, attempt)
      return draws.word()
    }
  }

  static let count = 1 << 16

  @Test("the highest and the lowest eight bits are uniform", arguments: Walk.allCases)
  func uniform(walk: Walk) {
    var high = [Int](repeating: 0, count: 256)
    var low = high
    for index in 0..<RandomQualityTests.count {
      let word = walk.word(index)
      high[Int(word >> 56)] += 1
      low[Int(word & 255)] += 1
    }
    #expect(isPlausible(cells: high.map { ($0, 256) }))
    #expect(isPlausible(cells: low.map { ($0, 256) }))
  }

  @Test("successive words are independent: pairs and triples of their bits", arguments: Walk.allCases)
  func serial(walk: Walk) {
    let words = (0..<RandomQualityTests.count).map(walk.word)
    for shift in [0, 30, 60] as [UInt64] {
      var pairs = [Int](repeating: 0, count: 256)
      for index in stride(from: 0, to: words.count, by: 2) {
        let (first, second) = (words[index] >> shift & 15, words[index + 1] >> shift & 15)
        pairs[Int(first * 16 + second)] += 1
      }
      let pairsExpected = Double(words.count / 2) / 256
      #expect(isPlausible(cells: pairs.map { ($0, pairsExpected) }))
      var triples = [Int](repeating: 0, count: 512)
      for index in stride(from: 0, to: words.count - 2, by: 3) {
        let digits = words[index...index + 2].map { $0 >> shift & 7 }
        triples[Int(digits.reduce(0) { $0 * 8 + $1 })] += 1
      }
      let triplesExpected = Double(words.count / 3) / 512
      #expect(isPlausible(cells: triples.map { ($0, triplesExpected) }))
    }
  }

  @Test("neither words nor lags of them correlate", arguments: Walk.allCases)
  func correlation(walk: Walk) {
    let numbers = (0..<RandomQualityTests.count).map { Double(walk.word($0) >> 11) * 0x1p-53 - 0.5 }
    for lag in [1, 2, 3, 4, 7, 8, 16, 256] {
      let sum = zip(numbers, numbers.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      // The product of two such numbers has variance 1/144; |z| < 4.5: 9 walks and 8 lags at 7e-6 each.
      let score = sum * 12 / Double(numbers.count - lag).squareRoot()
      #expect(abs(score) < 4.5, "lag \(lag)")
    }
  }

  @Test("every bit is set half of the time", arguments: Walk.allCases)
  func bits(walk: Walk) {
    var set = [Int](repeating: 0, count: 64)
    for index in 0..<RandomQualityTests.count / 4 {
      let word = walk.word(index)
      for bit in 0..<64 { set[bit] += Int(word >> UInt64(bit) & 1) }
    }
    // Standard deviation 64; 64 bits at 6e-7 each.
    for bit in 0..<64 { #expect(abs(set[bit] - 8192) < 5 * 64, "bit \(bit)") }
  }

  @Test("ups and downs change as often as they should", arguments: Walk.allCases)
  func runs(walk: Walk) {
    let words = (0..<RandomQualityTests.count).map(walk.word)
    var runs = 1
    for index in 2..<words.count
    where (words[index] > words[index - 1]) != (words[index - 1] > words[index - 2]) {
      runs += 1
    }
    // Mean (2n - 1)/3, variance (16n - 29)/90.
    let count = Double(words.count)
    let score = (Double(runs) - (2 * count - 1) / 3) / ((16 * count - 29) / 90).squareRoot()
    #expect(abs(score) < 3.89)
  }

  @Test("as many words share 28 of their bits as birthdays would", arguments: Walk.allCases)
  func collisions(walk: Walk) {
    let words = (0..<RandomQualityTests.count).map(walk.word)
    for shift in [0, 18, 36] as [UInt64] {
      let distinct = Set(words.map { $0 >> shift & (1 << 28 - 1) }).count
      // Poisson with mean n²/2m = 8: more than 22 has a probability of 1e-5, none at all 3e-4.
      let collisions = words.count - distinct
      #expect((0...22).contains(collisions), "shift \(shift)")
    }
    #expect(Set(words).count == words.count)
  }

  @Test("a change of any bit of any coordinate changes each bit of the word half of the time")
  func avalanche() {
    func word(
      _ seed: UInt64, _ replication: UInt32, _ purpose: UInt32, _ entity: UInt64, _ request: UInt64,
      _ attempt: UInt32
    ) -> UInt64 {
      let stream = RandomStream(
        seed: seed, replication: replication, purpose: purpose, entity: entity)
      var draws = stream.draws(request, attempt)
      return draws.word()
    }
    let trials = 400
    for coordinate in 0..<6 {
      for bit in 0..<([0, 3, 4].contains(coordinate) ? 64 : 32) {
        var changed = [Int](repeating: 0, count: 64)
        var total = 0
        for trial in 0..<trials {
          var bits = [UInt64](repeating: 0, count: 6)
          bits[coordinate] = 1 << UInt64(bit)
          // Coordinates are small numbers in practice, so they are here.
          let base = UInt64(trial)
          let difference =
            word(base % 7, UInt32(base % 5), UInt32(base % 11), base % 13, base, UInt32(base % 3))
            ^ word(
              base % 7 ^ bits[0], UInt32(base % 5) ^ UInt32(bits[1]), UInt32(base % 11) ^ UInt32(bits[2]),
              base % 13 ^ bits[3], base ^ bits[4], UInt32(base % 3) ^ UInt32(bits[5]))
          total += difference.nonzeroBitCount
          for output in 0..<64 { changed[output] += Int(difference >> UInt64(output) & 1) }
        }
        // Standard deviations 10 and 80: 18,432 single bits at 6 sigma, 288 sums at 5.
        #expect(changed.allSatisfy { abs($0 - trials / 2) <= 60 }, "coordinate \(coordinate), bit \(bit)")
        #expect(abs(total - 32 * trials) <= 400, "coordinate \(coordinate), bit \(bit)")
      }
    }
  }
}
