import GatewayAPI
import ManifestTrials

// Built with `--sanitize fuzzer -Xswiftc -DFUZZING`, libFuzzer is the program and finds inputs by the branches that they take;
// `make fuzz` does so. Built without, the mutants of the tests are tried with other seeds.

#if FUZZING
  /// One input of libFuzzer, whose last byte chooses whose rules hold.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    let releases = AdmissionSettings.Release.allCases
    let choice = Int(bytes.last ?? 0)
    let settings = AdmissionSettings(
      release: releases[choice % releases.count], channel: choice & 0x40 == 0 ? .experimental : .standard,
      mergeGateways: choice & 0x20 != 0)
    let breaches = ManifestTrial.breaches(of: bytes, settings)
    precondition(breaches.isEmpty, "\(breaches)")
    return 0
  }
#else
  /// `ManifestFuzz FIRST COUNT` tries the mutants of these seeds; the last seed that it names is the one that failed.
  @main
  enum Main {
    static func main() throws {
      let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
      let first = numbers.first ?? 0
      let samples = try Samples()
      for seed in first..<first + (numbers.dropFirst().first ?? 1) {
        let (bytes, settings) = samples.mutant(seed: seed)
        let breaches = ManifestTrial.breaches(of: bytes, settings)
        if !breaches.isEmpty { print("seed \(seed): \(breaches)") }
      }
    }
  }
#endif
