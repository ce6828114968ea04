import Engine
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Draws")
struct DrawsTests {
  /// One number for each of so many requests.
  static func sample(_ count: Int, seed: UInt64, _ draw: (inout Draws) -> Double) -> [Double] {
    let stream = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0)
    return (0..<UInt64(count)).map { request in
      var draws = stream.draws(request)
      return draw(&draws)
    }
  }

  @Test("uniform draws are uniform in [0, 1)")
  func uniform() {
    let sample = DrawsTests.sample(50_000, seed: 1) { $0.uniform() }
    #expect(sample.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(kolmogorovSmirnov(sample) { $0 } < 2.225)
  }

  @Test("positive uniform draws are uniform in (0, 1]")
  func positiveUniform() {
    let sample = DrawsTests.sample(50_000, seed: 2) { $0.positiveUniform() }
    #expect(sample.allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(kolmogorovSmirnov(sample) { $0 } < 2.225)
  }

  @Test("exponential draws follow 1 - exp(-x), by Kolmogorov-Smirnov and Anderson-Darling")
  func exponential() {
    let sample = DrawsTests.sample(100_000, seed: 3) { $0.exponential() }
    #expect(kolmogorovSmirnov(sample) { -expm1(-$0) } < 2.225)
    #expect(andersonDarling(sample) { -expm1(-$0) } < 6)
  }

  @Test("normal draws follow the normal distribution, by Kolmogorov-Smirnov and Anderson-Darling")
  func normal() {
    let sample = DrawsTests.sample(100_000, seed: 4) { $0.normal() }
    #expect(kolmogorovSmirnov(sample, against: normalCumulative) < 2.225)
    #expect(andersonDarling(sample, against: normalCumulative) < 6)
  }

  @Test("the densities have no seams: 400 equally likely parts, chi-square at 1e-4")
  func seams() {
    var parts = (exponential: [Int](repeating: 0, count: 400), normal: [Int](repeating: 0, count: 400))
    let stream = RandomStream(seed: 5, replication: 0, purpose: 0, entity: 0)
    for request in 0..<400_000 as Range<UInt64> {
      var draws = stream.draws(request)
      parts.exponential[min(399, Int(400 * -expm1(-draws.exponential())))] += 1
      parts.normal[min(399, Int(400 * normalCumulative(draws.normal())))] += 1
    }
    #expect(isPlausible(cells: parts.exponential.map { ($0, 1000) }))
    #expect(isPlausible(cells: parts.normal.map { ($0, 1000) }))
  }

  @Test("the first four moments are within four standard errors")
  func moments() {
    // E[X^k] of both, and the variances of X^k: (2k)! - (k!)², and (2k-1)!! less the square of the moment.
    let exponential: [(moment: Double, variance: Double)] = [(1, 1), (2, 20), (6, 684), (24, 39_744)]
    let normal: [(moment: Double, variance: Double)] = [(0, 1), (1, 2), (0, 15), (3, 96)]
    let cases = [
      (DrawsTests.sample(200_000, seed: 6) { $0.exponential() }, exponential),
      (DrawsTests.sample(200_000, seed: 7) { $0.normal() }, normal),
    ]
    for (sample, moments) in cases {
      for (index, expected) in moments.enumerated() {
        let sum = sample.reduce(0) { $0 + pow($1, Double(index + 1)) }
        let standardError = (expected.variance / 200_000).squareRoot()
        #expect(abs(sum / 200_000 - expected.moment) < 4 * standardError, "moment \(index + 1)")
      }
    }
  }

  @Test("the tails beyond the last layers are as heavy as they should be")
  func tails() {
    let stream = RandomStream(seed: 8, replication: 0, purpose: 0, entity: 0)
    var exponential: [Double] = []
    var normal: [Double] = []
    for request in 0..<500_000 as Range<UInt64> {
      var draws = stream.draws(request)
      let (first, second) = (draws.exponential(), abs(draws.normal()))
      if first > 7.697117470131050 { exponential.append(first - 7.697117470131050) }
      if second > 3.654152885361009 { normal.append(second) }
    }
    // Poisson with means of 227 and 129: four standard deviations.
    #expect(abs(exponential.count - 227) < 60)
    #expect(abs(normal.count - 129) < 46)
    #expect(kolmogorovSmirnov(exponential) { -expm1(-$0) } < 2.225)
    let tail = normalCumulative(-3.654152885361009)
    #expect(kolmogorovSmirnov(normal) { 1 - normalCumulative(-$0) / tail } < 2.225)
  }

  @Test(
    "a draw below a bound is uniform, whatever the bound",
    arguments: [1, 2, 3, 7, 10, 96, 3 << 61, 96 << 57] as [UInt64])
  func below(bound: UInt64) {
    // Small bounds are counted one by one, large ones, multiples of 3, by equal parts.
    let width = max(1, bound / 96)
    var counts = [Int](repeating: 0, count: Int(bound / width))
    var remainders = [0, 0, 0]
    let stream = RandomStream(seed: 9, replication: 0, purpose: 0, entity: bound)
    for request in 0..<30_000 as Range<UInt64> {
      var draws = stream.draws(request)
      let value = draws.below(bound)
      #expect(value < bound)
      counts[Int(value / width)] += 1
      remainders[Int(value % 3)] += 1
    }
    #expect(isPlausible(cells: counts.map { ($0, 30_000 / Double(counts.count)) }))
    // Without rejection, three eighths of the words would lead to each of two remainders of 3 << 61.
    if bound.isMultiple(of: 3) { #expect(isPlausible(cells: remainders.map { ($0, 10_000) })) }
  }

  @Test("a draw below zero ends the process")
  func belowZero() async {
    await #expect(processExitsWith: .failure) {
      var draws = RandomStream(seed: 0, replication: 0, purpose: 0, entity: 0).draws(0)
      _ = draws.below(0)
    }
  }

  @Test("a copy draws the same again")
  func copy() {
    var draws = RandomStream(seed: 0, replication: 0, purpose: 0, entity: 0).draws(0)
    _ = draws.word()
    var copy = draws
    #expect(copy.word() == draws.word())
    #expect(copy.normal() == draws.normal())
  }
}
