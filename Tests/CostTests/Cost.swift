import Foundation
import Testing

/// What is counted, and held against ``heldCosts``.
enum Cost: String {
  case instructionsPerEventOfMM1
  case instructionsPerHoldAmong1000
  case instructionsPerHoldAmong100000
  /// In the event loop of a replication.
  case instructionsPerRequestSimulated
  /// With the windows and histograms that go into the database.
  case instructionsPerRequestOfRun
  /// Calls that retain or release an object, counted as ``Counts/references`` says.
  case referencesPerRequestSimulated

  /// More than this share of the held cost fails.
  static let slack = 0.05

  /// Expects that it costs at most what it did; `WEIR_PRINT_COSTS=1` prints it as a line of ``heldCosts``.
  func expect(_ measured: Double, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["WEIR_PRINT_COSTS"] == "1" {
      print(String(format: "    .\(rawValue): %.6g,", measured))
    }
    let held = try #require(heldCosts[self], "add it to heldCosts", sourceLocation: sourceLocation)
    let more = String(format: "%+.1f %%: %.6g, held are %.6g", (measured / held - 1) * 100, measured, held)
    #expect(measured <= held * (1 + Self.slack), "\(rawValue) \(more)", sourceLocation: sourceLocation)
  }
}
