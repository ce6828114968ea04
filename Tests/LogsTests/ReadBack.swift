import Logs

/// What a request is once it was written in a format and read again: the table of what formats lose.
struct ReadBack: Equatable {
  var method = ""
  var host = ""
  /// Without its query.
  var path = ""
  var status: Int16 = -1
  var duration: Int64 = -1
  var upstreamDuration: Int64 = -1
  var upstream = ""
  var attempts: Int16 = -1
  var outcome = LogOutcome.ok

  /// How far the arrival may lie from the start of the request: the clock's unit, and that of the duration where it is subtracted.
  static func uncertainty(of format: LogFormat) -> Int64 {
    switch format {
    case .envoy, .istio, .istioJSON, .envoyGateway, .contour, .haproxy, .har: 1_000_000
    case .clf, .apache, .traefikCLF, .k6CSV: 1_000_000_000
    case .nginx, .ingressNginx, .cloudfront: 1_001_000_000
    // A double of today's seconds has steps of a quarter of a microsecond.
    case .caddy, .alb, .elb, .gcp: 1000
    case .traefik, .vegetaCSV, .vegetaJSON, .k6JSON, .otlp, .weir, .csv, .ndjson, .rates: 1
    }
  }

  /// What is read.
  init(_ entry: LogEntry, of log: ImportedLog) {
    (method, host, path) = log.shapes[entry.shape]
    status = entry.status
    duration = entry.duration
    upstreamDuration = entry.upstreamDuration
    upstream = entry.upstream >= 0 ? log.upstreams.string(entry.upstream) : ""
    attempts = entry.attempts
    outcome = entry.outcome
  }

  /// What is expected of `request` in `format`.
  init(_ request: WrittenRequest, in format: LogFormat) {
    let fields = format.writer(origin: 0, period: 1).traits.fields
    if fields.contains(.method) { method = request.method }
    if fields.contains(.host) { host = Self.host(request, format) }
    if fields.contains(.path) { path = Self.path(request, format) }
    if fields.contains(.status) { status = Self.status(request, format).map { Int16($0) } ?? -1 }
    if fields.contains(.duration) { duration = Self.duration(request, format) ?? -1 }
    if fields.contains(.upstreamDuration) { upstreamDuration = Self.upstreamDuration(request, format) ?? -1 }
    if fields.contains(.upstream) { upstream = Self.upstream(request, format) }
    if fields.contains(.attempts) { attempts = Self.attempts(request, format).map { Int16($0) } ?? -1 }
    outcome = Self.outcome(request, format)
  }

  private static func host(_ request: WrittenRequest, _ format: LogFormat) -> String {
    switch format {
    // Without one the load balancer writes its own name; the port of the scheme is no part of a host.
    case .alb, .elb: request.host.isEmpty ? "gateway.example" : request.host
    // Where the client named no host, that of the distribution.
    case .cloudfront: request.host.isEmpty ? "d111111abcdef8.cloudfront.net" : request.host
    default: request.host
    }
  }

  private static func path(_ request: WrittenRequest, _ format: LogFormat) -> String {
    let path = String(request.path.prefix { $0 != "?" })
    guard format == .cloudfront else { return path }
    // What no URL holds stays encoded: clients encode it themselves, and it cannot be told apart.
    return path.utf8.map { byte in
      byte <= 0x20 || byte >= 0x7F
        ? "%" + hexadecimal(UInt64(byte), digits: 2).uppercased() : String(Unicode.Scalar(byte))
    }.joined()
  }

  private static func status(_ request: WrittenRequest, _ format: LogFormat) -> Int32? {
    switch format {
    case .nginx, .ingressNginx, .traefik, .traefikCLF: request.status ?? 499
    case .alb: request.status ?? 460
    default: request.status
    }
  }

  private static func cut(_ time: Int64?, to unit: Int64) -> Int64? { time.map { $0 / unit * unit } }

  private static func duration(_ request: WrittenRequest, _ format: LogFormat) -> Int64? {
    switch format {
    case .envoy, .istio, .istioJSON, .envoyGateway, .contour, .haproxy, .nginx, .ingressNginx, .traefikCLF,
      .cloudfront:
      cut(request.duration, to: 1_000_000)
    case .apache, .gcp: cut(request.duration, to: 1000)
    // The difference of two stamps of microseconds.
    case .alb: request.end / 1000 * 1000 - request.start / 1000 * 1000
    // The sum of three times, none where nothing was dispatched.
    case .elb:
      request.upstreamDuration.map {
        $0 / 1000 * 1000 + (request.duration - $0) / 1000 * 1000
      }
    case .clf, .rates: nil
    case .caddy, .traefik, .vegetaCSV, .vegetaJSON, .k6CSV, .k6JSON, .otlp, .har, .weir, .csv, .ndjson:
      request.duration
    }
  }

  private static func upstreamDuration(_ request: WrittenRequest, _ format: LogFormat) -> Int64? {
    switch format {
    // The sum of all attempts, which two roundings may make longer than the whole.
    case .ingressNginx:
      request.attempts.isEmpty
        ? nil
        : min(
          request.attempts.reduce(0) { $0 + $1.duration / 1_000_000 * 1_000_000 },
          request.duration / 1_000_000 * 1_000_000)
    // Connection and answer of the last attempt.
    case .haproxy: request.attempts.last.flatMap { $0.status == nil ? nil : cut($0.duration, to: 1_000_000) }
    // An answer that Traefik gives for a server that fails counts too.
    case .traefik: request.attempts.last.map { $0.start + $0.duration - request.start }
    case .elb: cut(request.upstreamDuration, to: 1000)
    // A browser knows only that it waited.
    case .har: request.upstreamDuration ?? request.duration
    case .weir, .csv, .ndjson: request.upstreamDuration
    // Read from the spans of the requests alone.
    case .otlp: nil
    default: cut(request.upstreamDuration, to: 1_000_000)
    }
  }

  private static func upstream(_ request: WrittenRequest, _ format: LogFormat) -> String {
    let parts = request.service.split(separator: "/")
    let backend = parts.count == 2 ? "\(parts[0])-\(parts[1])-80" : ""
    switch format {
    case .istio, .istioJSON:
      return parts.count == 2 ? "outbound|80||\(parts[1]).\(parts[0]).svc.cluster.local" : request.upstream
    case .envoyGateway, .contour:
      return request.route.isEmpty ? request.upstream : "httproute/\(request.route)/rule/\(request.rule)"
    case .ingressNginx: return request.upstream.isEmpty || backend.isEmpty ? request.upstream : backend
    case .haproxy:
      return request.upstream.isEmpty ? "" : "\(parts.joined(separator: "_"))/\(request.upstream)"
    case .traefik: return request.upstream.isEmpty ? "" : "\(backend)@kubernetesgateway"
    case .traefikCLF: return request.upstream.isEmpty ? "" : "http://\(request.upstream)"
    case .gcp: return backend
    // The spans' own service where there is no cluster.
    case .otlp: return request.service.isEmpty ? "gateway" : request.service
    case .weir, .csv, .ndjson: return request.service
    default: return request.upstream
    }
  }

  private static func attempts(_ request: WrittenRequest, _ format: LogFormat) -> Int? {
    switch format {
    // Retries are told; that nothing was tried at all is told by the status of the origin, which is absent for a client that is gone too.
    case .traefik:
      request.attempts.isEmpty && request.status != nil ? nil : max(1, request.attempts.count)
    case .otlp: nil
    default: request.attempts.count
    }
  }

  private static func outcome(_ request: WrittenRequest, _ format: LogFormat) -> LogOutcome {
    switch format {
    case .envoy, .istio, .istioJSON, .envoyGateway, .contour, .otlp: envoy(request)
    case .clf, .apache, .caddy, .rates: .ok
    case .nginx: request.status == nil ? .clientAbort : .ok
    case .ingressNginx:
      request.status == nil ? .clientAbort : request.attempts.isEmpty ? .localReply : .ok
    case .haproxy: haproxy(request)
    case .traefik:
      request.status == nil
        ? .clientAbort : !request.attempts.isEmpty ? .ok : request.status == 429 ? .rateLimited : .localReply
    case .traefikCLF: request.status == nil ? .clientAbort : request.attempts.isEmpty ? .localReply : .ok
    case .alb, .elb: loadBalancer(request, format)
    case .cloudfront:
      [.clientAbort, .rateLimited, .overflow].contains(request.outcome) ? request.outcome : .ok
    case .gcp:
      switch request.outcome {
      case .noRoute, .localReply, .overflow: .ok
      // Cloud Armor denies by rate and by rule, and says the same.
      case .rateLimited: .localReply
      default: request.outcome
      }
    // The client's own view: a connection that ended, or a time that was up.
    case .vegetaCSV, .vegetaJSON, .har: request.status == nil ? .upstreamFailure : .ok
    case .k6CSV, .k6JSON: request.status == nil ? .timeout : .ok
    case .weir, .csv, .ndjson: request.outcome
    }
  }

  private static func envoy(_ request: WrittenRequest) -> LogOutcome {
    guard request.outcome == .ok || request.outcome == .localReply else { return request.outcome }
    switch request.stop {
    case .limit: return .upstreamFailure
    case .budget: return .overflow
    case nil: return .ok
    }
  }

  private static func haproxy(_ request: WrittenRequest) -> LogOutcome {
    switch request.outcome {
    case .injectedFault: .ok
    // There is a 503 without a server for either.
    case .noRoute: .noHealthyHost
    default: request.outcome
    }
  }

  /// By the status, where no target answered.
  private static func loadBalancer(_ request: WrittenRequest, _ format: LogFormat) -> LogOutcome {
    if request.attempts.last?.status != nil { return .ok }
    switch request.status {
    case nil: return format == .alb ? .clientAbort : .localReply
    case 502: return .upstreamFailure
    case 503: return .noHealthyHost
    case 504: return .timeout
    default: return .localReply
    }
  }
}
