/// What Envoy says of how a request ended (reference recorded-traces 3.1 and 3.2).
enum EnvoyWords {
  /// The response flags, joined by commas, `-` for none. A retry that the budget denies is an overflow of a circuit breaker too.
  static func flags(of request: WrittenRequest) -> String {
    var flags: [String] = []
    switch request.outcome {
    case .ok, .localReply: break
    case .upstreamFailure: flags.append("UF")
    case .timeout: flags.append("UT")
    case .overflow: flags.append("UO")
    case .rateLimited: flags.append("RL")
    case .clientAbort: flags.append("DC")
    case .noRoute: flags.append("NR")
    case .noHealthyHost: flags.append("UH")
    case .injectedFault: flags.append("FI")
    }
    switch request.stop {
    case .limit: flags.append("URX")
    case .budget where request.outcome != .overflow: flags.append("UO")
    case .budget, nil: break
    }
    return flags.isEmpty ? "-" : flags.joined(separator: ",")
  }

  /// The details of the response code.
  static func details(of request: WrittenRequest) -> String {
    switch request.outcome {
    case .ok: request.upstreamDuration == nil ? "-" : "via_upstream"
    case .localReply: "direct_response"
    case .upstreamFailure: "upstream_reset_before_response_started{connection_failure}"
    case .timeout: "upstream_response_timeout"
    case .overflow: "upstream_reset_before_response_started{overflow}"
    case .rateLimited: "local_rate_limited"
    case .clientAbort: "downstream_remote_disconnect"
    case .noRoute: "route_not_found"
    case .noHealthyHost: "no_healthy_upstream"
    case .injectedFault: "fault_filter_abort"
    }
  }

  /// Milliseconds of the upstream, `-` for none.
  static func upstreamTime(of request: WrittenRequest) -> String {
    request.upstreamDuration.map { String($0 / 1_000_000) } ?? "-"
  }

  /// Istio's name of the cluster, `-` for none.
  static func istioCluster(of request: WrittenRequest) -> String {
    guard let (namespace, name) = request.serviceParts else { return "-" }
    return "outbound|\(WrittenRequest.port)||\(name).\(namespace).svc.cluster.local"
  }

  /// Envoy Gateway's and Contour's names of cluster and route, `-` for none.
  static func gatewayCluster(of request: WrittenRequest) -> String {
    request.route.isEmpty ? "-" : "httproute/\(request.route)/rule/\(request.rule)"
  }

  /// The text, `-` where it is not known.
  static func orDash(_ text: String) -> String { text.isEmpty ? "-" : text }
}

extension WrittenRequest {
  /// The port of every Service that is written.
  static let port = 80

  /// Namespace and name of the Service, nil where none was chosen; one without a namespace is in `default`.
  var serviceParts: (namespace: Substring, name: Substring)? {
    guard !service.isEmpty else { return nil }
    guard let slash = service.firstIndex(of: "/") else { return ("default", service[...]) }
    return (service[..<slash], service[service.index(after: slash)...])
  }
}
