/// Hostnames of listeners and routes: exact names, and wildcards of the form `*.suffix`.
enum Hostname {
  /// What a listener's and a route's hostname have in common, nil where nothing; an absent one is any.
  static func intersection(_ listener: String, _ route: String) -> String? {
    if listener == route { return listener }
    if covers(listener, route) { return route }
    if covers(route, listener) { return listener }
    return nil
  }

  /// Whether a wildcard takes every host of `name`, which may be a narrower wildcard.
  private static func covers(_ wildcard: String, _ name: String) -> Bool {
    wildcard.hasPrefix("*.") && name != wildcard && name.hasSuffix(wildcard.dropFirst())
  }

  /// Whether `hostname` takes `host`; nil takes any.
  static func takes(_ hostname: String?, _ host: String) -> Bool {
    guard let hostname else { return true }
    return hostname == host
      || hostname.hasPrefix("*.") && host.hasSuffix(hostname.dropFirst())
        && host.utf8.count >= hostname.utf8.count
  }

  /// The host that takes part in matching: without a port, in lower case.
  static func matched(by header: String) -> String {
    let host = header.lowercased()
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
    guard let colon = host.lastIndex(of: ":") else { return host }
    let port = host[host.index(after: colon)...]
    return port.allSatisfy { "0"..."9" ~= $0 } ? String(host[..<colon]) : host
  }

  /// All wildcards that take every host of `name` and are not `name` itself.
  static func wildcards(covering name: String) -> [String] {
    var wildcards: [String] = []
    var rest = (name.hasPrefix("*.") ? name.dropFirst(2) : name[...])
    while let dot = rest.firstIndex(of: ".") {
      wildcards.append("*\(rest[dot...])")
      rest = rest[rest.index(after: dot)...]
    }
    return wildcards
  }
}

/// Finds entries by the hostnames that take a host, the most specific first: the exact name, longer wildcards before
/// shorter ones, then any.
struct HostIndex<Entry: Sendable>: Sendable {
  fileprivate var named: [String: Entry] = [:]
  fileprivate var any: Entry?

  /// The bytes of the longest name that DNS has, and with it any hostname of an object.
  private static var longestName: Int { 253 }

  /// The entry for exactly this hostname; nil is any host.
  subscript(hostname: String?) -> Entry? {
    get { hostname.map { named[$0] } ?? any }
    set {
      if let hostname { named[hostname] = newValue } else { any = newValue }
    }
  }

  /// The first answer that `body` gives for an entry that takes `host`. O(labels of the host) entries are asked.
  func first<Answer>(for host: String, _ body: (Entry) -> Answer?) -> Answer? {
    if !host.hasPrefix("*"), let entry = named[host], let answer = body(entry) { return answer }
    // Only the end of a name that is too long can be one's suffix; each look-up reads all that it looks up.
    var rest = host.utf8.count > Self.longestName ? Substring(host.utf8.suffix(Self.longestName)) : host[...]
    // A wildcard stands for one label or more, so what comes before the dot may not be empty.
    while let dot = rest.dropFirst().firstIndex(of: ".") {
      rest = rest[dot...]
      if let entry = named["*\(rest)"], let answer = body(entry) { return answer }
    }
    return any.flatMap(body)
  }

  /// The entries, in no order.
  var entries: [Entry] { Array(named.values) + (any.map { [$0] } ?? []) }

  /// The index with other entries for the same hostnames.
  func map<Other>(_ body: (Entry) -> Other) -> HostIndex<Other> {
    var index = HostIndex<Other>()
    index.named = named.mapValues(body)
    index.any = any.map(body)
    return index
  }
}

/// A set of hostnames that can be asked what it has in common with another one; nil is any host.
struct HostnameSet: Sendable {
  private var names: Set<String> = []
  /// The wildcards that would cover a member.
  private var covers: Set<String> = []
  private var hasAny = false

  /// O(labels).
  mutating func insert(_ hostname: String?) {
    guard let hostname else {
      hasAny = true
      return
    }
    names.insert(hostname)
    covers.formUnion(Hostname.wildcards(covering: hostname))
  }

  /// Whether a host exists that both take. O(labels).
  func intersects(_ hostname: String?) -> Bool {
    overlaps(hostname) || (hostname.map(names.contains) ?? hasAny)
  }

  /// Whether a host exists that both take, by way of a member that is not `hostname` itself. O(labels).
  func overlaps(_ hostname: String?) -> Bool {
    guard let hostname else { return !names.isEmpty }
    return hasAny || covers.contains(hostname)
      || Hostname.wildcards(covering: hostname).contains(where: names.contains)
  }
}
