import Records

/// A retry budget of tokens that expire: what succeeds or arrives deposits, a retry withdraws, and a constant reserve comes on top.
///
/// A retry is granted while the tokens in the window and the reserve are at least its cost. Withdrawals expire as deposits do:
/// that is how the reserve comes back. `TowerPolicy` and `FinaglePolicy` say how many tokens those are and when they expire.
/// Amortised O(1).
package struct TokenBudget: ~Copyable {
  /// Tokens that a deposit brings.
  package let deposit: Int64
  /// Tokens that a retry takes.
  package let cost: Int64
  /// Tokens that are always there, and never expire.
  package let reserve: Int64
  /// Nanoseconds in a unit of the budget's clock.
  private let resolution: Int64
  /// What was deposited and withdrawn lately: both are used at the same moments, and so expire together.
  private var deposits: SlotWindow
  private var withdrawals: SlotWindow

  /// - Parameters:
  ///   - reservedRetries: how many retries the reserve pays for in one window.
  ///   - window: makes an empty window of tokens.
  init(
    deposit: Int64, cost: Int64, reservedRetries: Int64, resolution: Int64, window: () -> SlotWindow
  ) {
    self.deposit = deposit
    self.cost = cost
    let (product, overflow) = reservedRetries.multipliedReportingOverflow(by: cost)
    reserve = overflow ? .max : product
    self.resolution = resolution
    deposits = window()
    withdrawals = window()
  }

  /// Pays for a request at `now`.
  package mutating func noteDeposit(at now: Int64) {
    deposits.add(deposit, at: now / resolution)
    withdrawals.add(0, at: now / resolution)
  }

  /// Grants a retry at `now` and withdraws its cost, or answers with the numbers that deny it.
  package mutating func decide(at now: Int64) -> AttemptRow.Denial? {
    let balance = balance(at: now)
    if balance >= cost {
      withdrawals.add(cost, at: now / resolution)
      return nil
    }
    return numbers(balance: balance)
  }

  /// What a retry at `now` takes, and the tokens that there are.
  mutating func numbers(at now: Int64) -> AttemptRow.Denial { numbers(balance: balance(at: now)) }

  private func numbers(balance: Int64) -> AttemptRow.Denial {
    AttemptRow.Denial(
      retries: Int32(clamping: cost), requests: 0, limit: Int32(clamping: balance), minimumRetries: 0,
      minimumLimit: 0, term: .tokens)
  }

  /// The tokens at `now`, negative where deposits expired before what they paid for.
  package mutating func balance(at now: Int64) -> Int64 {
    let tokens = deposits.sum(at: now / resolution) - withdrawals.sum(at: now / resolution)
    let (sum, overflow) = reserve.addingReportingOverflow(tokens)
    return overflow ? .max : sum
  }

  /// The tokens deposited and withdrawn that count at `now`, found without a use of the windows.
  func counted(at now: Int64) -> (deposited: Int64, withdrawn: Int64) {
    (deposits.peek(at: now / resolution), withdrawals.peek(at: now / resolution))
  }
}
