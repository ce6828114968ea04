/// A format of logs that is read.
///
/// What is read as one format may be read as another that asks for less: the one that asks for more is listed first.
package enum LogFormat: String, CaseIterable, Sendable {
  /// Envoy's default text.
  case envoy
  /// Istio's default text.
  case istio
  /// ingress-nginx's default text, `upstreaminfo`.
  case ingressNginx = "ingress-nginx"
  /// Traefik's common log format.
  case traefikCLF = "traefik-clf"
  /// The combined log format as NGINX writes it.
  case nginx
  /// The combined log format as Apache writes it.
  case apache
  /// The common log format.
  case clf
  /// HAProxy's `option httplog`.
  case haproxy
  /// Application Load Balancer of AWS.
  case alb
  /// Classic Load Balancer of AWS.
  case elb
  /// CloudFront's standard log.
  case cloudfront
  /// Envoy Gateway's JSON.
  case envoyGateway = "envoy-gateway"
  /// Istio's JSON.
  case istioJSON = "istio-json"
  /// Contour's JSON.
  case contour
  /// Traefik's JSON.
  case traefik
  /// Caddy's JSON.
  case caddy
  /// Log entries of Google Cloud's load balancers.
  case gcp
  /// Vegeta's results as CSV.
  case vegetaCSV = "vegeta-csv"
  /// Vegeta's results as JSON.
  case vegetaJSON = "vegeta-json"
  /// k6's samples as CSV.
  case k6CSV = "k6-csv"
  /// k6's samples as JSON.
  case k6JSON = "k6-json"
  /// Spans of OpenTelemetry.
  case otlp
  /// An HTTP archive of a browser.
  case har
  /// Weir's own form.
  case weir
  /// Counts of requests by period.
  case rates
  /// CSV with a header.
  case csv
  /// JSON objects.
  case ndjson

  /// What it is, for people.
  package var title: String {
    switch self {
    case .envoy: "Envoy, default text"
    case .istio: "Istio, default text"
    case .ingressNginx: "ingress-nginx, default text"
    case .traefikCLF: "Traefik, common log format"
    case .nginx: "NGINX, combined log format"
    case .apache: "Apache, combined log format"
    case .clf: "Common log format"
    case .haproxy: "HAProxy, httplog"
    case .alb: "AWS Application Load Balancer"
    case .elb: "AWS Classic Load Balancer"
    case .cloudfront: "AWS CloudFront, standard log"
    case .envoyGateway: "Envoy Gateway, JSON"
    case .istioJSON: "Istio, JSON"
    case .contour: "Contour, JSON"
    case .traefik: "Traefik, JSON"
    case .caddy: "Caddy, JSON"
    case .gcp: "Google Cloud load balancer, log entries"
    case .vegetaCSV: "vegeta, CSV"
    case .vegetaJSON: "vegeta, JSON"
    case .k6CSV: "k6, CSV"
    case .k6JSON: "k6, JSON"
    case .otlp: "OpenTelemetry spans, OTLP/JSON"
    case .har: "HTTP archive of a browser (HAR)"
    case .weir: "Weir's own form"
    case .rates: "counts of requests by period"
    case .csv: "CSV with a header"
    case .ndjson: "JSON objects, one a line"
    }
  }

  /// A parser of it.
  package func parser(_ options: LogOptions) -> any LogParser {
    switch self {
    case .envoy: EnvoyTextParser()
    case .istio: IstioTextParser()
    case .ingressNginx: IngressNginxParser()
    case .traefikCLF: TraefikCLFParser()
    case .nginx: CombinedParser(isEnd: true, options)
    case .apache: CombinedParser(isEnd: false, options)
    case .clf: CLFParser(options)
    case .haproxy: HAProxyParser(timezone: options.timezone)
    case .alb: ALBParser()
    case .elb: ELBParser()
    case .cloudfront: CloudFrontParser()
    case .envoyGateway: EnvoyJSONParser(.envoyGateway, timezone: options.timezone)
    case .istioJSON: EnvoyJSONParser(.istio, timezone: options.timezone)
    case .contour: EnvoyJSONParser(.contour, timezone: options.timezone)
    case .traefik: TraefikParser(timezone: options.timezone)
    case .caddy: CaddyParser(unit: options.timeUnit, timezone: options.timezone)
    case .gcp: CloudLoadBalancerParser(timezone: options.timezone)
    case .vegetaCSV: VegetaCSVParser()
    case .vegetaJSON: VegetaJSONParser(timezone: options.timezone)
    case .k6CSV: K6CSVParser(unit: options.timeUnit, timezone: options.timezone)
    case .k6JSON: K6JSONParser(timezone: options.timezone)
    case .otlp: OTLPParser()
    case .har: HARParser(timezone: options.timezone)
    case .weir: CSVParser(.weir, options)
    case .rates: RatesParser(options)
    case .csv: CSVParser(.any, options)
    case .ndjson: NDJSONParser(options)
    }
  }

  /// What its parser is fed with.
  package var form: LogUnits.Form {
    switch self {
    case .vegetaCSV, .k6CSV, .weir, .rates, .csv: .records
    case .gcp, .ndjson: .linesOrArray
    case .otlp: .spans
    case .har: .archive
    default: .lines
    }
  }

  /// Whether it takes lines of many programs, so that any other format that fits is the better one.
  package var isGeneral: Bool { self == .csv || self == .ndjson }
}

extension LogUnits {
  /// The units of a log in `format`.
  ///
  /// - Throws: ``TraceCode/counts`` where the format has no requests.
  package init(_ source: RecordedBytes, of format: LogFormat) throws(TraceProblem) {
    guard format != .rates else {
      throw TraceProblem(
        .counts, "the file holds counts of requests by period, not requests",
        suggestion: "use it as rates: arrivals: {rates: {file: …}}")
    }
    try self.init(source, format.form)
  }
}
