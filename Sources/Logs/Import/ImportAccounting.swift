/// What became of every line that was read: `lines` = `records` + `filtered` + `refused`.
package struct ImportAccounting: Sendable, Equatable {
  /// How many lines had one fate, and which were the first.
  package struct Tally: Sendable, Equatable {
    /// How many.
    package var count = 0
    /// The first three.
    package var first: [LogPlace] = []

    /// Creates a tally, by default of nothing.
    package init(count: Int = 0, first: [LogPlace] = []) {
      self.count = count
      self.first = first
    }

    mutating func add(_ place: LogPlace) {
      count += 1
      if first.count < 3 { first.append(place) }
    }

    fileprivate mutating func add(_ other: Tally) {
      count += other.count
      first = Array((first + other.first).prefix(3))
    }
  }

  /// Why a request was left out.
  package enum Omission: Hashable, Sendable {
    /// It does not pass the filter with that number in ``LogOptions/filters``.
    case filter(Int)
    /// It arrived before or after what was asked for.
    case time
    /// It is a probe of health.
    case healthCheck
    /// Another line told it already.
    case duplicate
    /// The proxy in front of the server wrote it down, and those of clients wrote down theirs.
    case serverSide
  }

  /// Lines that were read.
  package var lines = 0
  /// Those of them that became records.
  package var records = 0
  /// Lines that are no requests, by what they are.
  package var noRequests: [LineVerdict.NoRequest: Tally] = [:]
  /// Lines that could not be read, by the reason.
  package var refusals: [LineVerdict.Refusal: Tally] = [:]
  /// Requests that were left out, by the reason.
  package var omissions: [Omission: Tally] = [:]

  /// Requests that arrived before the one of the line above, by the log's own clock.
  package var inversions = Tally()
  /// Probes of health, also those that were left out.
  package var healthChecks = Tally()
  /// Requests whose id another line had already, also those that were left out.
  package var duplicates = Tally()
  /// Requests of which the log does not tell the host.
  package var missingHost = Tally()
  /// Requests whose time is that of their end and whose duration the log does not tell.
  package var missingDuration = Tally()
  /// Requests that proxies in front of servers wrote down.
  package var serverSide = Tally()
  /// Requests whose path has a query.
  package var queries = 0
  /// Requests of which the log tells where they came from.
  package var clients = 0
  /// Requests whose place in their second was drawn.
  package var spread = 0
  /// Whether there were more request ids than are remembered.
  package var forgotRequestIDs = false

  /// The times as they are written down.
  package var clock = ClockResolution()

  /// Lines that could not be read.
  package var refused: Int { refusals.values.reduce(0) { $0 + $1.count } }

  /// Lines that were left out on purpose.
  package var filtered: Int {
    noRequests.values.reduce(0) { $0 + $1.count } + omissions.values.reduce(0) { $0 + $1.count }
  }

  /// Creates an account of nothing.
  package init() {}

  /// Adds the account of a later file.
  mutating func add(_ other: ImportAccounting) {
    lines += other.lines
    records += other.records
    for (key, tally) in other.noRequests { noRequests[key, default: .init()].add(tally) }
    for (key, tally) in other.refusals { refusals[key, default: .init()].add(tally) }
    for (key, tally) in other.omissions { omissions[key, default: .init()].add(tally) }
    inversions.add(other.inversions)
    healthChecks.add(other.healthChecks)
    duplicates.add(other.duplicates)
    missingHost.add(other.missingHost)
    missingDuration.add(other.missingDuration)
    serverSide.add(other.serverSide)
    queries += other.queries
    clients += other.clients
    spread += other.spread
    clock.add(other.clock)
    forgotRequestIDs = forgotRequestIDs || other.forgotRequestIDs
  }

  /// Takes the requests of the servers' proxies out of the records.
  mutating func leaveOutServerSide(_ kept: Tally) {
    guard kept.count > 0 else { return }
    records -= kept.count
    omissions[.serverSide] = kept
  }
}
