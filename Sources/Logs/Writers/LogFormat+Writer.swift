extension LogFormat {
  /// A writer of it.
  ///
  /// - Parameters:
  ///   - origin: Time zero of the forms that have one of their own, in nanoseconds since the epoch; no request is before it.
  ///   - period: Nanoseconds of a period of rates, above 0.
  package func writer(origin: Int64, period: Int64, end: Int64 = .max) -> any LogWriter {
    switch self {
    case .envoy: EnvoyTextWriter(isIstio: false)
    case .istio: EnvoyTextWriter(isIstio: true)
    case .istioJSON: EnvoyJSONWriter(kind: .istio)
    case .envoyGateway: EnvoyJSONWriter(kind: .envoyGateway)
    case .contour: EnvoyJSONWriter(kind: .contour)
    case .clf: CommonLogWriter(kind: .common)
    case .apache: CommonLogWriter(kind: .apache)
    case .nginx: CommonLogWriter(kind: .nginx)
    case .ingressNginx: CommonLogWriter(kind: .ingress)
    case .haproxy: HAProxyWriter()
    case .traefik: TraefikWriter(isJSON: true)
    case .traefikCLF: TraefikWriter(isJSON: false)
    case .caddy: CaddyWriter()
    case .alb: LoadBalancerWriter(isClassic: false)
    case .elb: LoadBalancerWriter(isClassic: true)
    case .cloudfront: CloudFrontWriter()
    case .gcp: GoogleWriter()
    case .vegetaCSV: VegetaWriter(isJSON: false)
    case .vegetaJSON: VegetaWriter(isJSON: true)
    case .k6CSV: K6Writer(isJSON: false)
    case .k6JSON: K6Writer(isJSON: true)
    case .otlp: OTLPWriter()
    case .har: HARWriter()
    case .weir: TableWriter(kind: .weir, origin: origin)
    case .csv: TableWriter(kind: .csv, origin: origin)
    case .ndjson: TableWriter(kind: .ndjson, origin: origin)
    case .rates: RatesWriter(period: period, origin: origin, end: end)
    }
  }
}
