import Documents
import GatewayAPI

/// What data planes know of a service and the API does not say: the blocks of a service that carry their names.
///
/// A block of another data plane than the chosen one changes nothing, so that one file serves to compare them.
struct ServiceBlockReader {
  private let maxRetries: Int?
  private let envoy: EnvoyCluster?
  private let linkerd: BudgetSettings.TokenBudget?
  private let finagle: BudgetSettings.TokenBudget?
  private let grpc: ServiceModel.GRPCThrottling?
  private let awsSDK: BudgetSettings.SDKRules?

  /// Reads the blocks of a service.
  init(_ service: Reader) {
    maxRetries = Self.bound(service)
    envoy = service.mapping("envoy").map(Self.cluster)
    linkerd = service.mapping("linkerd").map { Self.tokens($0, ratio: "retryRatio", upTo: 1000) }
    finagle = service.mapping("finagle").map { Self.tokens($0, ratio: "percentCanRetry", upTo: 1000) }
    grpc = service.mapping("grpc").map(Self.throttling)
    awsSDK = service.mapping("aws-sdk").flatMap(Self.rules)
  }

  /// Gives a service what its blocks say.
  func apply(to model: inout ServiceModel) {
    model.staticMaxRetries = maxRetries ?? model.staticMaxRetries
    model.envoy = envoy ?? model.envoy
    model.linkerd = linkerd
    model.finagle = finagle
    model.grpc = grpc
    model.awsSDK = awsSDK
  }

  private static func bound(_ service: Reader) -> Int? {
    guard let block = service.mapping("static") else { return nil }
    defer { block.finish() }
    return block.count("maxRetries", from: 0, upTo: Bounds.slots)
  }

  private static func cluster(_ block: Reader) -> EnvoyCluster {
    var cluster = EnvoyCluster()
    func threshold(_ key: String) -> Int? { block.integer(key, in: 0...Int(UInt32.max)) }
    cluster.maxConnections = threshold("maxConnections") ?? cluster.maxConnections
    cluster.maxPendingRequests = threshold("maxPendingRequests") ?? cluster.maxPendingRequests
    cluster.maxRequests = threshold("maxRequests") ?? cluster.maxRequests
    cluster.maxRetries = threshold("maxRetries")
    if let fields = block.mapping("retryBudget") {
      var budget = EnvoyCluster.RetryBudget()
      budget.percent = fields.number("percent", in: 0...100) ?? budget.percent
      budget.minimum = fields.integer("minRetryConcurrency", in: 0...Int(UInt32.max)) ?? budget.minimum
      budget.interval = fields.time("interval", allowingZero: false)
      fields.finish()
      cluster.retryBudget = budget
    }
    cluster.outlierDetection = block.mapping("outlierDetection").map(OutlierReader().read)
    block.finish()
    return cluster
  }

  private static func tokens(
    _ block: Reader, ratio: String, upTo most: Double
  ) -> BudgetSettings.TokenBudget {
    var budget = BudgetSettings.TokenBudget()
    if let ttl = block.time("ttl", allowingZero: false) {
      if (1_000_000_000...60_000_000_000).contains(ttl) {
        budget.ttl = ttl
      } else {
        block.report(.invalid, "expected 1s to 60s, which is what it takes", about: "ttl")
      }
    }
    budget.minimumPerSecond =
      block.integer("minRetriesPerSecond", in: 0...1_000_000) ?? budget.minimumPerSecond
    budget.ratio = block.number(ratio, in: 0...most) ?? budget.ratio
    block.finish()
    return budget
  }

  /// Both numbers count in thousandths; what is finer is dropped, as gRPC does (reference retry-budgets 3.1).
  private static func throttling(_ block: Reader) -> ServiceModel.GRPCThrottling {
    var throttling = ServiceModel.GRPCThrottling()
    func thousandths(_ key: String) -> Int? {
      guard let number = block.number(key, in: 0...1000) else { return nil }
      let count = Int(number * 1000 + 1e-6)
      guard count > 0 else {
        block.report(.invalid, "expected at least 0.001", about: key)
        return nil
      }
      return count
    }
    throttling.maxTokens = thousandths("maxTokens") ?? throttling.maxTokens
    throttling.tokenRatio = thousandths("tokenRatio") ?? throttling.tokenRatio
    block.finish()
    return throttling
  }

  private static func rules(_ block: Reader) -> BudgetSettings.SDKRules? {
    defer { block.finish() }
    // A year without quotes is a number for YAML.
    guard let text = block.field("rules")?.text else { return nil }
    let choices = BudgetSettings.SDKRules.allCases.map(\.rawValue)
    if let rules = BudgetSettings.SDKRules(rawValue: text) { return rules }
    block.report(
      .invalid, "\"\(text.prefix(80))\" is not one of \(choices.joined(separator: ", "))", about: "rules",
      suggestion: "write 2026 or before-2026")
    return nil
  }
}
