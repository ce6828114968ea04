import Logs

/// Steele, Lea and Flood's SplitMix64 (doi:10.1145/2660193.2660195), so that tests draw the same everywhere.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// One of `choices`.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: 0..<choices.count, using: &self)]
  }
}

/// Requests with everything that makes logs hard to read.
enum RandomRequests {
  static let origin: Int64 = 1_770_000_000_000_000_000

  private static let hosts = [
    "", "shop.example", "shop.example:8443", "[2001:db8::1]:8080", "xn--bcher-kva.example", "a-b.c.example",
  ]
  private static let paths = [
    "/", "/catalog", "/a%20b/%22c%22", "/ünïcode/日本", #"/q"uote"#, #"/back\slash\x22"#, "/with space",
    "/comma,semi;colon",
    "/<b>&amp;|{x}'y'", "/%", "/~user/[1]^`", "/p?q=1&r=%3F", #"/p?q="x" y"#, "/-", "//double", "/a/404 200",
  ]
  private static let agents = [
    "", "curl/8.5.0", #"Mozilla/5.0 (X11; "quoted" \ back)"#, #"a" "b" "c"#, "Müller/日本 1.0", "- -",
    "kube\tprobe",
  ]
  private static let durations: [Int64] = [
    0, 1, 999, 1_000, 123_456, 1_000_000, 17_557_019, 226_000_000, 1_999_999_999, 61_234_567_891,
    // A day, and a year.
    86_400_000_000_001, 31_557_600_123_456_789,
  ]

  /// So many requests in the order of their starts.
  static func make(_ count: Int, seed: UInt64) -> [WrittenRequest] {
    var random = SplitMix(seed: seed)
    var start = origin
    return (0..<count).map { number in
      start += random.pick([0, 1, 1_000, 777_777, 20_000_000, 1_500_000_000])
      return request(Int64(number), at: start, &random)
    }
  }

  private static func request(_ number: Int64, at start: Int64, _ random: inout SplitMix) -> WrittenRequest {
    var request = WrittenRequest(start: start, duration: random.pick(durations))
    request.number = number
    request.method = random.pick(["GET", "POST", "DELETE", "PATCH"])
    request.host = random.pick(hosts)
    request.path = random.pick(paths)
    request.version = random.pick(["HTTP/1.0", "HTTP/1.1", "HTTP/2"])
    request.requestBytes = random.pick([0, 1, 154, 1 << 40])
    request.responseBytes = random.pick([0, 2326, 1 << 40])
    request.client = random.pick(["", "192.0.2.7"])
    request.userAgent = random.pick(agents)
    request.requestID = random.pick(["", "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2"])
    request.outcome = random.pick(LogOutcome.allCases)
    request.service = request.outcome == .noRoute ? "" : random.pick(["shop/front", "a-b/c-d"])
    request.route = request.outcome == .noRoute ? "" : "shop/front"
    request.rule = Int(random.next() % 3)
    end(&request, &random)
    return request
  }

  /// Status and attempts as they belong to the outcome.
  private static func end(_ request: inout WrittenRequest, _ random: inout SplitMix) {
    switch request.outcome {
    case .ok:
      request.status = random.pick([200, 204, 301, 404, 429, 500, 503])
      add(Int.random(in: 1...4, using: &random), last: request.status, to: &request, &random)
      if request.status == 503 { request.stop = random.pick([nil, .limit, .budget]) }
    case .localReply: request.status = random.pick([301, 302, 403])
    case .upstreamFailure:
      request.status = 503
      add(Int.random(in: 1...3, using: &random), last: nil, to: &request, &random)
    case .timeout:
      request.status = 504
      add(Int.random(in: 1...2, using: &random), last: nil, to: &request, &random)
    case .overflow, .noHealthyHost: request.status = 503
    case .rateLimited: request.status = 429
    case .clientAbort: add(Int.random(in: 0...1, using: &random), last: nil, to: &request, &random)
    case .noRoute: request.status = 404
    case .injectedFault: request.status = 500
    }
  }

  /// Attempts one after the other, the last one to the end of the request.
  private static func add(
    _ count: Int, last: Int32?, to request: inout WrittenRequest, _ random: inout SplitMix
  ) {
    var time = request.start
    for index in 0..<count {
      let isLast = index == count - 1
      let length =
        isLast ? request.end - time : Int64.random(in: 0...(request.end - time) / 2, using: &random)
      let address = random.pick(["10.0.0.1:8080", "10.0.0.2:8080", "[2001:db8::5]:80"])
      let status = isLast ? last : random.pick([503, nil])
      request.attempts.append(.init(address: address, start: time, duration: length, status: status))
      time += length
    }
  }
}
