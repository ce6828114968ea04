/// A request that was chosen to be explained, and why.
public struct ChosenRequest: Sendable, Hashable {
  /// Why it was chosen.
  public enum Reason: Sendable, Hashable {
    /// It was asked for by its number.
    case named
    /// It is the slowest (1), the second slowest, and so on.
    case slowest(Int)
    /// Its retry was the first that was denied.
    case firstDenied
    /// It is the first of this fate.
    case firstOf(Fate)
  }

  /// The replication, from 0.
  public var replication: Int
  /// The number within the replication.
  public var number: Int64
  /// Why; never empty.
  public var reasons: [Reason]

  /// Creates a choice.
  public init(replication: Int, number: Int64, reasons: [Reason]) {
    self.replication = replication
    self.number = number
    self.reasons = reasons
  }
}

/// The requests that were chosen by their names, each once, in the order of the names.
public struct ChosenRequests: Sendable, Equatable {
  /// The requests.
  public private(set) var requests: [ChosenRequest] = []
  /// The names that chose none.
  public private(set) var empty: [RequestName] = []

  /// Chooses.
  ///
  /// - Parameter pick: The numbers of the requests that a choice other than ``RequestChoice/automatic`` comes to in a replication, the
  ///   slowest first.
  public init<Failure: Error>(
    _ names: [RequestName], pick: (RequestName) throws(Failure) -> [Int64]
  ) throws(Failure) {
    for name in names {
      var count = 0
      for part in name.choice.parts {
        let numbers = try pick(RequestName(replication: name.replication, part))
        for (index, number) in numbers.enumerated() {
          add(number, of: name.replication, part.reason(rank: index + 1))
        }
        count += numbers.count
      }
      if count == 0, !empty.contains(name) { empty.append(name) }
    }
  }

  private mutating func add(_ number: Int64, of replication: Int, _ reason: ChosenRequest.Reason) {
    let known = requests.firstIndex { $0.replication == replication && $0.number == number }
    guard let known else {
      requests.append(ChosenRequest(replication: replication, number: number, reasons: [reason]))
      return
    }
    if !requests[known].reasons.contains(reason) { requests[known].reasons.append(reason) }
  }
}

extension RequestChoice {
  fileprivate func reason(rank: Int) -> ChosenRequest.Reason {
    switch self {
    case .number, .automatic: .named
    case .slowest: .slowest(rank)
    case .denied: .firstDenied
    case .fate(let fate): .firstOf(fate)
    }
  }
}
