import Documents
import Logs
import Testing

@Suite("Damaged logs of every format")
struct MutationTests {
  /// A sound log of a few requests.
  private static func sound(_ format: LogFormat, seed: UInt64, count: Int = 6) -> [UInt8] {
    RoundTripTests.log(RandomRequests.make(count, seed: seed), format).bytes
  }

  /// Reads a log and adds up: every line is a record, left out or refused, and every record comes in order. The account, nil where there is
  /// an error.
  @discardableResult
  private func read(
    _ bytes: [UInt8], _ format: LogFormat?, _ note: @autoclosure () -> String
  ) throws -> ImportAccounting? {
    var options = format.map(RoundTripTests.options) ?? LogOptions()
    options.format = format
    // However much of so short a log is damaged, the account is what counts.
    options.isLenient = true
    let diagnostics = Diagnostics()
    guard var log = LogImport(files: ["log"], options: options).read(bytes, diagnostics: diagnostics) else {
      guard diagnostics.hasErrors else {
        Issue.record("nothing is read, and nothing said: \(note())")
        return nil
      }
      return nil
    }
    let account = log.accounting
    var records = 0
    var latest = Int64.min
    while let entry = try log.next() {
      guard entry.arrival >= latest, entry.duration >= -1, entry.upstreamDuration >= -1, entry.status >= -1,
        entry.attempts >= -1
      else {
        Issue.record("\(entry) after \(latest): \(note())")
        return nil
      }
      latest = entry.arrival
      records += 1
    }
    guard account.records == records, account.lines == account.records + account.filtered + account.refused
    else {
      Issue.record(
        "\(account.lines) lines, \(records) records of \(account.records), \(account.filtered) left out, \(account.refused) refused: \(note())"
      )
      return nil
    }
    return account
  }

  @Test(
    "two thousand damaged logs of each format are read to their ends and every line is accounted for",
    arguments: RoundTripTests.formats)
  func damaged(format: LogFormat) throws {
    let sound = (1...4).map { Self.sound(format, seed: UInt64($0)) }
    var (records, refused, errors) = (0, 0, 0)
    for number in 0..<2000 {
      var random = SplitMix(seed: UInt64(number))
      var bytes = random.pick(sound)
      var applied: [Mutation] = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let mutation = random.pick(Mutation.allCases)
        mutation.apply(to: &bytes, &random)
        applied.append(mutation)
      }
      let account = try read(
        bytes, format, "\(format.rawValue) \(number) \(applied): \(String(decoding: bytes, as: UTF8.self))")
      records += account?.records ?? 0
      refused += account?.refused ?? 0
      errors += account == nil ? 1 : 0
    }
    // Damage is met with, and does not spread: of six requests three and more are mostly left.
    #expect(records > 2000 * 3, "\(refused) refused, \(errors) errors")
    #expect(refused + errors > 200, "\(records) records, \(errors) errors")
  }

  @Test("what is damaged is recognised as something, or as nothing", arguments: LogFormat.allCases)
  func recognised(format: LogFormat) throws {
    let sound = Self.sound(format, seed: 5, count: 3)
    for number in 0..<60 {
      var random = SplitMix(seed: UInt64(number))
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        random.pick(Mutation.allCases).apply(to: &bytes, &random)
      }
      try read(bytes, nil, "\(format.rawValue) \(number): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("a log that is cut anywhere is read up to there, plain and packed", arguments: LogFormat.allCases)
  func cut(format: LogFormat) throws {
    let sound = Self.sound(format, seed: 6, count: 2)
    for length in stride(from: 0, to: sound.count, by: 7) {
      try read(Array(sound[..<length]), format, "\(format.rawValue) cut to \(length)")
    }
    for packing in [Packing.gzip, .zstd] {
      let packer = try Packer(packing)
      let packed = packer.pack(sound) + packer.pack([], isEnd: true)
      try read(packed, format, "\(format.rawValue) packed")
      for length in stride(from: 0, to: packed.count, by: 31) {
        let diagnostics = Diagnostics()
        var options = LogOptions()
        options.format = format
        _ = LogImport(files: ["log"], options: options)
          .read(Array(packed[..<length]), diagnostics: diagnostics)
        // What is missing is missed, whatever came before.
        #expect(diagnostics.hasErrors, "\(format.rawValue) \(packing) cut to \(length)")
      }
    }
  }

  @Test(
    "a line of two mebibytes between others is refused, or left out, and the others are read",
    arguments: RoundTripTests.formats)
  func longLine(format: LogFormat) throws {
    let sound = Self.sound(format, seed: 7, count: 4)
    let lines = sound.split(separator: 10, omittingEmptySubsequences: false)
    for filling in [UInt8(ascii: "a"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: " "), 0] {
      var bytes: [UInt8] = []
      for (index, line) in lines.enumerated() {
        if index == lines.count / 2 {
          bytes += Array(repeating: filling, count: 2 << 20)
          bytes.append(10)
        }
        bytes += line
        if index + 1 < lines.count { bytes.append(10) }
      }
      try read(bytes, format, "\(format.rawValue) with 2 MiB of \(filling)")
    }
  }

  @Test("two thousand damaged files of counts are read, or refused with the line")
  func damagedCounts() throws {
    let requests = RandomRequests.make(40, seed: 8)
    var writer = RatesWriter(period: 1_000_000_000, origin: RandomRequests.origin)
    var sound: [UInt8] = []
    writer.begin(&sound)
    for request in requests { writer.append(request, to: &sound) }
    writer.end(&sound)
    var (periods, problems) = (0, 0)
    for number in 0..<2000 {
      var random = SplitMix(seed: UInt64(number))
      var bytes = sound
      random.pick(Mutation.allCases).apply(to: &bytes, &random)
      do throws(TraceProblem) {
        var file = try RateFile(RecordedBytes(bytes, limit: 1 << 30), LogOptions())
        while let period = try file.next() {
          periods += 1
          #expect(period.count >= 0 && period.start >= 0)
        }
      } catch {
        problems += 1
        #expect(error.line != nil || error.isFinal, "\(error)")
      }
    }
    #expect(periods > 2000)
    #expect(problems > 200)
  }
}
