/// What the warnings about a log rest on, beyond its figures.
package struct TraceEvidence {
  /// What became of its lines.
  package var accounting = ImportAccounting()
  /// What was taken for granted about its lines, a sentence each.
  package var remarks: [String] = []
  /// Whether its lines are all of one file.
  package var isOneFile = true
  /// The time from one tick to the next of a clock that ticks more slowly than its unit, in nanoseconds.
  package var tick: Int64?
  /// The field of the clock that is always the same.
  package var doctored: ClockFields.Doctored?
  /// How many pauses there are, their sum in nanoseconds, and the requests per second outside them.
  package var pauses: (count: Int, sum: UInt64, rate: Double)?
  /// Requests that arrive at the time of the one before.
  package var ties = 0

  /// Creates evidence, by default of nothing.
  package init(
    accounting: ImportAccounting = ImportAccounting(), remarks: [String] = [], isOneFile: Bool = true,
    tick: Int64? = nil, doctored: ClockFields.Doctored? = nil,
    pauses: (count: Int, sum: UInt64, rate: Double)? = nil, ties: Int = 0
  ) {
    self.accounting = accounting
    self.remarks = remarks
    self.isOneFile = isOneFile
    self.tick = tick
    self.doctored = doctored
    self.pauses = pauses
    self.ties = ties
  }
}
