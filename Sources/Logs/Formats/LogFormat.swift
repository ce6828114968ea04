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
    }
  }
}
