import Documents

/// What keeps a run finite.
enum Bounds {
  /// The longest duration, warm-up, stage or fault: 30 days in nanoseconds.
  static let time: Int64 = 30 * 24 * 3_600_000_000_000
  /// The highest rate of one source, per second.
  static let rate = 10_000_000.0
  /// How many states an MMPP has.
  static let states = 2...100
  /// The shortest mean stay in a state of an MMPP: a microsecond.
  static let stay: Int64 = 1_000
  /// The most endpoints of one service.
  static let endpoints = 10_000
  /// The most policies of an autoscaler in one direction.
  static let policies = 100
  /// The most percent of its endpoints that an autoscaler adds within a period: all that there can be, from one.
  static let percent = 1_000_000
  /// The most slots, or waiting places, of one endpoint.
  static let slots = 1_000_000
  /// The most gateway replicas.
  static let replicas = 1_000
  /// The least weight of an endpoint: with less it would wait for ever.
  static let weight = 0.0001
  /// The most draws of a balancer for one pick.
  static let choices = 100
  /// The most entries that a ring must have.
  static let ringSize = 65_536
  /// The most entries of the rings of all services: 16 bytes each.
  static let ringEntries = 16_000_000
  /// The most replications.
  static let replications = 10_000
  /// The most entries of a list: sources, services, requests of a mix, stages.
  static let entries = 10_000
  /// The most faults.
  static let faults = 1_000
  /// The most times that one fault comes.
  static let occurrences = 1_000
  /// The most beginnings, ends and changes in between of all faults.
  static let faultChanges = 100_000
  /// The most checks.
  static let checks = 1_000
  /// The most endpoints of services that call, and the most pairs of one of them and any endpoint: about 40 bytes each.
  static let proxies = 10_000
  static let proxiedEndpoints = 4_000_000
  /// The most clients that share the requests of one source: each keeps 2 kB.
  static let clientInstances = 10_000
  /// The most browsers of one source, and users of a closed population.
  static let users = 1_000_000
  /// The most that all browsers of a scenario keep of the answers to preflights: 8 bytes each in every replication.
  static let keptPermissions = 4_000_000
  /// The most paths that are varied at once, values of one, and combinations.
  static let variedPaths = 8
  static let variedValues = 64
  static let gridPoints = 100_000
  /// The largest factor of a slowdown or a surge.
  static let factor = 1_000_000.0
  /// The largest scale of a trace: so many copies of it are read at a time.
  static let traceScale = 100.0
  /// The most filters of a trace.
  static let traceFilters = 100
}

extension Reader {
  /// A whole number of at least `least`, of which more than `most` would make the run too large.
  func count(_ key: String, from least: Int, upTo most: Int) -> Int? {
    guard let number = integer(key) else { return nil }
    guard number >= least else {
      report(.invalid, "expected at least \(least), found \(number)", about: key)
      return nil
    }
    guard number <= most else {
      report(.tooLarge, "\(number) is more than \(most), the most that is simulated", about: key)
      return nil
    }
    return number
  }

  /// A time of at most ``Bounds/time``; zero only where `allowingZero`.
  func time(_ key: String, allowingZero: Bool) -> Int64? {
    guard let time = duration(key) else { return nil }
    if time == 0, !allowingZero {
      report(.invalid, "expected a time above 0", about: key)
      return nil
    }
    guard time <= Bounds.time else {
      report(.tooLarge, "a time of more than 30 days (720h) is not simulated", about: key)
      return nil
    }
    return time
  }

  /// A rate of at most ``Bounds/rate``; zero only where `allowingZero`.
  func boundedRate(_ key: String, allowingZero: Bool) -> Double? {
    guard required(key) != nil, let rate = rate(key) else { return nil }
    if rate == 0, !allowingZero {
      report(.invalid, "expected a rate above 0", about: key)
      return nil
    }
    guard rate <= Bounds.rate else {
      report(.tooLarge, "a rate of more than 10 million requests per second is not simulated", about: key)
      return nil
    }
    return rate
  }

  /// A factor of at most ``Bounds/factor``.
  func factor(_ key: String) -> Double? {
    guard let factor = number(key) else { return nil }
    guard factor >= 0 else {
      report(.invalid, "expected a factor of at least 0, found \(factor)", about: key)
      return nil
    }
    guard factor <= Bounds.factor else {
      report(.tooLarge, "a factor of more than a million is not simulated", about: key)
      return nil
    }
    return factor
  }

  /// The items of a list of at most `most`.
  func entries(_ key: String, upTo most: Int = Bounds.entries) -> [(value: Value, path: FieldPath)]? {
    guard let items = list(key) else { return nil }
    guard items.count <= most else {
      report(.tooLarge, "\(items.count) entries are more than \(most), the most that are read", about: key)
      return Array(items.prefix(most))
    }
    return items
  }

  /// The namespace and name in a text such as `shop/checkout`.
  func namespacedName(_ key: String) -> NamespacedName? {
    guard let text = string(key) else { return nil }
    if let name = NamespacedName(qualified: text) { return name }
    report(
      .invalid, "expected NAMESPACE/NAME, found \"\(text)\"", about: key,
      suggestion: "write shop/checkout or checkout")
    return nil
  }
}
