/// What became of every line that was read.
package struct ImportAccounting: Sendable {
  /// How many lines had one fate, and which were the first.
  package struct Tally: Sendable, Equatable {
    /// How many.
    package var count = 0
    /// The first three.
    package var first: [LogPlace] = []

    mutating func add(_ place: LogPlace) {
      count += 1
      if first.count < 3 { first.append(place) }
    }
  }

  /// Lines that were read.
  package var lines = 0
  /// Those of them that became records.
  package var records = 0
  /// Lines that are no requests, by what they are.
  package var noRequests: [LineVerdict.NoRequest: Tally] = [:]
  /// Lines that could not be read, by the reason.
  package var refusals: [LineVerdict.Refusal: Tally] = [:]
  /// Records that arrived before the one of the line above.
  package var inversions = Tally()

  /// Lines that could not be read.
  package var refused: Int { refusals.values.reduce(0) { $0 + $1.count } }

  /// Lines that were left out on purpose.
  package var filtered: Int { noRequests.values.reduce(0) { $0 + $1.count } }

  /// Creates an account of nothing.
  package init() {}
}
