import ManifestTrials
import Testing

/// `make fuzz` does the same with other seeds, and for as long as it is given.
@Suite("Manifests of any bytes")
struct MutationTests {
  static let samples = Result { try Samples() }

  @Test("end in an answer or in messages", arguments: 0..<40)
  func mutants(block: Int) throws {
    let samples = try Self.samples.get()
    for seed in UInt64(block * 100)..<UInt64(block * 100 + 100) {
      let (bytes, settings) = samples.mutant(seed: seed)
      let breaches = ManifestTrial.breaches(of: bytes, settings)
      #expect(breaches == [], "seed \(seed)")
    }
  }

  @Test("have the same account whenever they are read")
  func accounts() throws {
    let samples = try Self.samples.get()
    for seed in UInt64(10_000)..<10_200 {
      let (bytes, settings) = samples.mutant(seed: seed)
      #expect(
        ManifestTrial.account(of: bytes, settings) == ManifestTrial.account(of: bytes, settings),
        "seed \(seed)")
    }
  }

  @Test("are read far enough to break something further in, most of them")
  func reach() throws {
    let samples = try Self.samples.get()
    let accounts = (UInt64(0)..<400).map { seed in
      let (bytes, settings) = samples.mutant(seed: seed)
      return ManifestTrial.account(of: bytes, settings)
    }
    #expect(accounts.count { $0.contains("error[") } > 200)
    #expect(accounts.count { $0.contains("error[GW") } > 100)
    #expect(accounts.count { $0.contains(#""reason": "Accepted""#) } > 100)
  }

  @Test("samples themselves keep every promise")
  func sound() throws {
    let samples = try Self.samples.get().all
    #expect(samples.count >= 6)
    for sample in samples { #expect(ManifestTrial.breaches(of: sample) == []) }
  }

  @Test("a seed is the same mutant everywhere")
  func seeds() throws {
    var random = TrialRandom(seed: 1)
    #expect([random.next(), random.next()] == [0x910A_2DEC_8902_5CC1, 0xBEEB_8DA1_658E_EC67])
  }
}
