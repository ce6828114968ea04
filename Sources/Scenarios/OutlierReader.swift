import Documents

/// Reads the `outlierDetection` of a service's `envoy` block.
struct OutlierReader {
  /// Envoy counts its times in milliseconds.
  private static let shortestInterval: Int64 = 1_000_000

  func read(_ fields: Reader) -> EnvoyCluster.OutlierDetection {
    var outliers = EnvoyCluster.OutlierDetection()
    func count(_ key: String) -> Int? { fields.integer(key, in: 0...Int(UInt32.max)) }
    outliers.consecutive5xx = count("consecutive5xx") ?? outliers.consecutive5xx
    outliers.consecutiveGatewayErrors = count("consecutiveGatewayErrors") ?? outliers.consecutiveGatewayErrors
    if let interval = fields.time("interval", allowingZero: false) {
      if interval >= Self.shortestInterval {
        outliers.interval = interval
      } else {
        fields.report(.invalid, "expected at least 1ms", about: "interval")
      }
    }
    outliers.baseEjectionTime =
      fields.time("baseEjectionTime", allowingZero: false) ?? outliers.baseEjectionTime
    let longest = fields.time("maxEjectionTime", allowingZero: false)
    // As Envoy does where only the base is configured.
    outliers.maxEjectionTime = longest ?? max(outliers.maxEjectionTime, outliers.baseEjectionTime)
    if outliers.maxEjectionTime < outliers.baseEjectionTime {
      fields.report(.invalid, "the longest ejection is shorter than the first", about: "maxEjectionTime")
    }
    outliers.maxEjectionPercent =
      fields.number("maxEjectionPercent", in: 0...100) ?? outliers.maxEjectionPercent
    outliers.successRate = fields.mapping("successRate").map(successRate)
    fields.finish()
    return outliers
  }

  private func successRate(_ fields: Reader) -> EnvoyCluster.SuccessRate {
    var rule = EnvoyCluster.SuccessRate()
    rule.minimumHosts = fields.integer("minimumHosts", in: 1...Bounds.endpoints) ?? rule.minimumHosts
    rule.requestVolume = fields.integer("requestVolume", in: 1...Int(UInt32.max)) ?? rule.requestVolume
    rule.deviations = fields.number("deviations", in: 0...1000) ?? rule.deviations
    fields.finish()
    return rule
  }
}
