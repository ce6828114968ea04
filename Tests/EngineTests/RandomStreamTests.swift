import Engine
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  struct Vector: Sendable {
    let stream: (seed: UInt64, replication: UInt32, purpose: UInt32, entity: UInt64)
    let request: UInt64
    let attempt: UInt32
    let words: [UInt64]
  }

  /// Computed by another implementation, in Python. They hold the generator: no version may change them.
  static let golden = [
    Vector(
      stream: (0, 0, 0, 0), request: 0, attempt: 0,
      words: [0xF255_F7CE_0E96_0DF8, 0xC3A9_CC40_FE6C_C872, 0x6714_6D33_AC7A_43DB]),
    Vector(
      stream: (42, 0, 1, 7), request: 0, attempt: 0,
      words: [0xCD71_2CCA_AE26_FFA5, 0x3106_AAB1_E768_4397, 0xFAD8_5466_1BC5_47C7]),
    Vector(
      stream: (42, 0, 1, 7), request: 1, attempt: 0,
      words: [0x3BA8_D887_0147_DA2A, 0xC5B0_89FE_2BFD_9BBA, 0xF358_FC48_5E88_9108]),
    Vector(
      stream: (42, 0, 1, 7), request: 1, attempt: 1,
      words: [0xDC4A_B707_8D8C_E27D, 0x90F1_CDEB_1118_527D, 0x7E17_4F86_7458_317B]),
    Vector(
      stream: (42, 1, 1, 7), request: 1, attempt: 1,
      words: [0xB418_2B2C_85FD_E000, 0x9080_DCAA_8CD1_566F, 0x8400_917D_61AB_6A3B]),
    Vector(
      stream: (42, 1, 2, 8), request: 1, attempt: 1,
      words: [0x59E6_79D2_EF65_9AB5, 0x2156_9A98_5FCB_02C4, 0x541D_9A2E_DDA0_8C02]),
    Vector(
      stream: (.max, .max, .max, .max), request: .max, attempt: .max,
      words: [0xD83C_2F78_FBF7_0A15, 0x64D9_7099_9A54_B5AD, 0x844D_C117_B4CF_EA6B]),
  ]

  @Test("the words are the frozen ones", arguments: golden)
  func words(vector: Vector) {
    let (seed, replication, purpose, entity) = vector.stream
    let stream = RandomStream(seed: seed, replication: replication, purpose: purpose, entity: entity)
    var draws = stream.draws(vector.request, vector.attempt)
    #expect(vector.words.map { _ in draws.word() } == vector.words)
  }

  @Test(
    "the entity of a name is the frozen one",
    arguments: [
      ("", 0xE220_A839_7B1D_CDAF), ("shop/checkout", 0xA406_E63B_3943_3E80),
      ("checkout", 0xE4E1_6FB7_135D_2428), ("infra/edge/0", 0x3AF9_E520_AA43_ECDA),
      ("größe", 0x3700_9D83_6F6F_7A17),
    ] as [(String, UInt64)])
  func entity(name: String, number: UInt64) {
    #expect(RandomStream.entity(named: name) == number)
  }

  @Test("names that differ a little have different entities")
  func entities() {
    var numbers = Set<UInt64>()
    var names = 0
    for first in 0..<100 {
      for second in ["", "a", "b", "aa", "\0", "a\0", "/0", "/00"] {
        numbers.insert(RandomStream.entity(named: "shop/checkout-\(first)\(second)"))
        names += 1
      }
    }
    #expect(numbers.count == names)
  }

  @Test("what one entity, purpose, request or attempt draws does not depend on what others draw")
  func independence() {
    func draw(withOthers: Bool) -> [UInt64] {
      var words: [UInt64] = []
      let stream = RandomStream(seed: 5, replication: 2, purpose: 3, entity: 1)
      for request in 0..<50 as Range<UInt64> {
        if withOthers {
          let other = RandomStream(seed: 5, replication: 2, purpose: 3, entity: 2)
          var draws = other.draws(request)
          for _ in 0...draws.below(5) { _ = draws.word() }
          var retry = stream.draws(request, 1)
          _ = retry.exponential()
        }
        var draws = stream.draws(request)
        words += [draws.word(), draws.word()]
      }
      return words
    }
    #expect(draw(withOthers: false) == draw(withOthers: true))
  }

  @Test("the derived draws are the frozen ones, in debug and in release")
  func derived() {
    let stream = RandomStream(seed: 42, replication: 0, purpose: 0, entity: 0)
    var hash: UInt64 = 0
    // Long enough for every branch of both ziggurats, the tails included.
    for request in 0..<20_000 as Range<UInt64> {
      var draws = stream.draws(request)
      let drawn = [
        draws.uniform(), draws.positiveUniform(), draws.exponential(), draws.normal(),
        Double(draws.below(1_000_003)),
      ]
      for number in drawn { hash = (hash ^ number.bitPattern) &* 0x0000_0100_0000_01B3 }
    }
    #expect(hash == 0xCFECE6D7AE1283AD)
  }
}
