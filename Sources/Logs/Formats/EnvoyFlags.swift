/// Envoy's response flags (reference recorded-traces 3.1).
enum EnvoyFlags {
  /// What the flags in `range`, joined by commas, say; the first one that says anything counts.
  static func outcome(_ line: borrowing Span<UInt8>, _ range: Range<Int>) -> LogOutcome {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, line[end] != UInt8(ascii: ",") { end += 1 }
      if let outcome = meaning(line, start..<end) { return outcome }
      start = end + 1
    }
    return .ok
  }

  private static func meaning(_ line: borrowing Span<UInt8>, _ flag: Range<Int>) -> LogOutcome? {
    var name: UInt64 = 0
    guard flag.count <= 8 else { return nil }
    for index in flag { name = name << 8 | UInt64(line[index]) }
    return names[name]
  }

  private static let names: [UInt64: LogOutcome] = {
    let meanings: [(LogOutcome, [String])] = [
      (.overflow, ["UO", "OM"]), (.rateLimited, ["RL", "RLSE"]), (.timeout, ["UT", "UMSDR", "SI", "DT"]),
      (.clientAbort, ["DC", "DPE"]), (.upstreamFailure, ["UF", "UC", "UR", "URX", "LR", "UPE"]),
      (.noRoute, ["NR", "NC"]), (.noHealthyHost, ["UH", "LH"]), (.injectedFault, ["FI", "DI"]),
      (.localReply, ["UAEX", "IH", "DF"]),
    ]
    var names: [UInt64: LogOutcome] = [:]
    for (outcome, flags) in meanings {
      for flag in flags { names[flag.utf8.reduce(0) { $0 << 8 | UInt64($1) }] = outcome }
    }
    return names
  }()
}
