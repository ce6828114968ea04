import Scenarios

/// Which endpoints of one service one gateway replica has ejected, and why (reference retry-budgets 1.11).
///
/// Endpoints are numbered within their service. Times are nanoseconds from time zero and never go back.
package struct OutlierDetector {
  private struct Host {
    /// Failures in a row, and those of a gateway among them.
    var errors = 0
    var gatewayErrors = 0
    /// How many times the base time its ejection lasts: one more with each ejection, one less with each healthy interval.
    var multiplier: Int64 = 0
    /// When it was ejected, -1 while it is not.
    var ejectedAt: Int64 = -1
    /// Answers since the last look.
    var answers = 0
    var successes = 0
    /// Whether it is ready: what is not is nobody's to judge.
    var isMember = true
  }

  private let policy: EnvoyCluster.OutlierDetection
  private var hosts: [Host]
  private var members: Int
  /// How many are ejected now.
  package private(set) var ejected = 0
  /// How many ejections there were in all.
  package private(set) var ejections = 0

  /// Watches so many endpoints, all ready.
  package init(_ policy: EnvoyCluster.OutlierDetection, endpoints: Int) {
    self.policy = policy
    hosts = Array(repeating: Host(), count: endpoints)
    members = endpoints
  }

  /// Whether an endpoint is ejected.
  package func isEjected(_ host: Int) -> Bool { hosts[host].ejectedAt >= 0 }

  /// Notes what an attempt at an endpoint came to: its status, 503 for a broken connection, 504 for a timeout. O(1).
  /// - Returns: whether the endpoint is ejected for it.
  package mutating func note(_ status: Int, of host: Int, at now: Int64) -> Bool {
    guard hosts[host].isMember else { return false }
    hosts[host].answers += 1
    guard status >= 500 else {
      hosts[host].successes += 1
      hosts[host].errors = 0
      hosts[host].gatewayErrors = 0
      return false
    }
    let isOfGateway = (502...504).contains(status)
    hosts[host].errors += 1
    hosts[host].gatewayErrors = isOfGateway ? hosts[host].gatewayErrors + 1 : 0
    var isEjected = false
    if hosts[host].errors == policy.consecutive5xx {
      hosts[host].errors = 0
      isEjected = eject(host, at: now)
    }
    if isOfGateway, hosts[host].gatewayErrors == policy.consecutiveGatewayErrors {
      hosts[host].gatewayErrors = 0
      isEjected = eject(host, at: now) || isEjected
    }
    return isEjected
  }

  /// The end of an interval: takes back those whose time is over, then ejects those whose success rate is too low. O(endpoints).
  /// - Returns: whether other endpoints are ejected than before.
  package mutating func look(at now: Int64) -> Bool {
    var hasChanged = false
    for host in hosts.indices where hosts[host].isMember {
      if hosts[host].ejectedAt < 0 {
        hosts[host].multiplier = max(0, hosts[host].multiplier - 1)
      } else if now - hosts[host].ejectedAt
        >= min(policy.baseEjectionTime * hosts[host].multiplier, policy.maxEjectionTime)
      {
        takeBack(host)
        hasChanged = true
      }
    }
    if let rule = policy.successRate { hasChanged = ejectSlackers(rule, at: now) || hasChanged }
    for host in hosts.indices {
      hosts[host].answers = 0
      hosts[host].successes = 0
    }
    return hasChanged
  }

  /// Notes which endpoints are ready; one that is not is forgotten, and watched afresh when it comes back.
  package mutating func setMembers(_ ready: [Int]) {
    var isMember = [Bool](repeating: false, count: hosts.count)
    for host in ready { isMember[host] = true }
    for host in hosts.indices where hosts[host].isMember != isMember[host] {
      if hosts[host].ejectedAt >= 0 { ejected -= 1 }
      hosts[host] = Host(isMember: isMember[host])
    }
    members = ready.count
  }

  /// Forgets what it saw, but not which endpoints are ready nor how often it ejected.
  package mutating func restart() {
    for host in hosts.indices { hosts[host] = Host(isMember: hosts[host].isMember) }
    ejected = 0
  }

  /// Ejects an endpoint unless it is, or too many would be: at least one may be, whatever the share.
  private mutating func eject(_ host: Int, at now: Int64) -> Bool {
    guard hosts[host].ejectedAt < 0 else { return false }
    let most = max(1, Int(policy.maxEjectionPercent * Double(members) / 100 + 1e-9))
    guard ejected < most else { return false }
    hosts[host].ejectedAt = now
    // It grows no further once the longest time is reached; both times are at most 30 days, so nothing overflows.
    let last = policy.baseEjectionTime * hosts[host].multiplier
    if last < policy.maxEjectionTime + policy.baseEjectionTime { hosts[host].multiplier += 1 }
    ejected += 1
    ejections += 1
    return true
  }

  private mutating func takeBack(_ host: Int) {
    hosts[host].ejectedAt = -1
    hosts[host].errors = 0
    hosts[host].gatewayErrors = 0
    ejected -= 1
  }

  /// Ejects what is below the mean by more than so many standard deviations (of the population) of the success rates.
  private mutating func ejectSlackers(_ rule: EnvoyCluster.SuccessRate, at now: Int64) -> Bool {
    let judged = hosts.indices.filter {
      hosts[$0].isMember && hosts[$0].ejectedAt < 0 && hosts[$0].answers >= rule.requestVolume
    }
    guard !judged.isEmpty, judged.count >= rule.minimumHosts else { return false }
    let rates = judged.map { Double(hosts[$0].successes) / Double(hosts[$0].answers) }
    let mean = rates.reduce(0, +) / Double(rates.count)
    let variance = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rates.count)
    let least = mean - rule.deviations * variance.squareRoot()
    var hasChanged = false
    for (host, rate) in zip(judged, rates) where rate < least {
      hasChanged = eject(host, at: now) || hasChanged
    }
    return hasChanged
  }
}
