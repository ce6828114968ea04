/// The state in which HAProxy ended a session (HAProxy configuration manual 8.5).
enum HAProxyState {
  /// What the first two of its letters say: who ended it, and in which phase it was.
  static func outcome(_ cause: UInt8, _ phase: UInt8, status: Int32?, isDispatched: Bool) -> LogOutcome {
    switch cause {
    case UInt8(ascii: "-"): .ok
    case UInt8(ascii: "C"): .clientAbort
    case UInt8(ascii: "c"), UInt8(ascii: "s"): .timeout
    // No server was there to be connected to, or all of them were down.
    case UInt8(ascii: "S"): isDispatched ? .upstreamFailure : .noHealthyHost
    // A server went down, or was closed by hand.
    case UInt8(ascii: "D"), UInt8(ascii: "U"), UInt8(ascii: "K"): .upstreamFailure
    // No memory, sockets or ports.
    case UInt8(ascii: "R"): .overflow
    case UInt8(ascii: "P"): refusal(phase, status)
    default: .localReply
    }
  }

  /// The proxy itself ended it.
  private static func refusal(_ phase: UInt8, _ status: Int32?) -> LogOutcome {
    switch phase {
    // The process has as many sockets as it may have.
    case UInt8(ascii: "C"): .overflow
    // The answer was not sound.
    case UInt8(ascii: "H"), UInt8(ascii: "D"): .upstreamFailure
    default: status == 429 ? .rateLimited : .localReply
    }
  }
}
