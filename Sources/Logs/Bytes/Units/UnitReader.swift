/// Where a unit of a log lies, and what is special about it.
package struct UnitPlace {
  /// Where in the buffer it lies, without its line end.
  package var range = 0..<0
  /// The line, from 1, at which it begins.
  package var number = 0
  /// Whether it is longer than is read: what is there is its beginning, or nothing.
  package var isTooLong = false
  /// Whether the file ended without an end of it.
  package var isUnended = false
}

/// Finds the units of a log, one after the other.
protocol UnitReader {
  /// Goes to the next unit, whose bytes lie in `buffer` until the next call; nil at the end. O(bytes of the unit).
  ///
  /// - Parameter buffer: What the last call left in it.
  mutating func next(in buffer: inout [UInt8]) throws(TraceProblem) -> UnitPlace?
}

extension LineReader: UnitReader {
  mutating func next(in buffer: inout [UInt8]) throws(TraceProblem) -> UnitPlace? {
    // The buffer changes hands, so that it is never copied.
    swap(&buffer, &self.buffer)
    defer { swap(&buffer, &self.buffer) }
    guard try next() else { return nil }
    return UnitPlace(range: range, number: number, isTooLong: isTooLong, isUnended: isUnended)
  }
}
