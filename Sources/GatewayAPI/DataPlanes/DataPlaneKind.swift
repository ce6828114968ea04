/// How a gateway behaves where the API leaves it open: whose retry budget, and whose rules for retries.
public enum DataPlaneKind: String, CaseIterable, Sendable {
  /// The specification's text, each ambiguity a documented choice.
  case gatewayAPI = "gateway-api"
  /// Envoy's circuit breaker: a bound on concurrent retries, fixed or a share of what is active (reference retry-budgets 1).
  case envoy
  /// Envoy's `budget_interval`: the share is of the requests that started in a window (reference retry-budgets 1.2).
  case envoyInterval = "envoy-interval"
  /// Linkerd's ServiceProfile budget: tower's token bucket, into which successes pay (reference retry-budgets 2.1).
  case linkerd
  /// Finagle's token bucket, into which every request pays (reference retry-budgets 2.4).
  case finagle
  /// gRPC's retry throttling: a gauge of health (reference retry-budgets 3).
  case grpc
  /// The token bucket of the AWS SDKs' standard mode (reference retry-budgets 4.1).
  case awsSDK = "aws-sdk"
  /// A fixed bound on concurrent retries.
  case `static`
  /// No budget: only the route's attempts limit retries.
  case none
}

/// Who turns Gateway API objects into the configuration of an Envoy (reference retry-budgets 5.4).
public enum EnvoyController: String, CaseIterable, Sendable {
  /// Nobody in particular: field by field, as the survey of GEP-3388 maps them and as conformance wants retries.
  case direct
  case envoyGateway = "envoy-gateway"
  case istio
  case cilium
  case kgateway
}
