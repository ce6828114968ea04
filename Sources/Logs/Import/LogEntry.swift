/// A request of a log, without its texts: what is sorted, counted and replayed.
package struct LogEntry: Sendable, Equatable {
  /// When it arrived, in nanoseconds since the epoch or the log's own zero.
  package var arrival: Int64
  /// From its arrival to the end of the answer, in nanoseconds, -1 where the log does not tell it.
  package var duration: Int64 = -1
  /// The part of the upstream, in nanoseconds, -1 where the log does not tell it.
  package var upstreamDuration: Int64 = -1
  /// The file and the line: equal arrivals stay in this order.
  package var place: LogPlace
  /// What it asked for: a number of ``ImportedLog/shapes``.
  package var shape: Int32
  /// Who served it: a number of ``ImportedLog/upstreams``, -1 where the log does not tell it.
  package var upstream: Int32 = -1
  /// Where it came from: a number of ``ImportedLog/clients``, -1 where that is not known or not kept.
  package var client: Int32 = -1
  /// The status, -1 where the log does not tell it or no answer was sent.
  package var status: Int16 = -1
  /// Attempts, -1 where the log does not tell it.
  package var attempts: Int16 = -1
  /// How it ended.
  package var outcome = LogOutcome.ok
  /// Whether the proxy in front of the server wrote it down.
  package var isServerSide = false

  /// Creates an entry of which only the arrival, the line and the request are known.
  package init(arrival: Int64, place: LogPlace, shape: Int32) {
    self.arrival = arrival
    self.place = place
    self.shape = shape
  }
}

/// The file of an entry, by its number on the command line, and its line in it.
package struct LogPlace: Sendable, Hashable, Comparable {
  private let bits: UInt64

  /// The line `line`, from 1, of the file with that number, from 0.
  package init(file: Int, line: Int) {
    bits = UInt64(truncatingIfNeeded: file) << 40 | UInt64(truncatingIfNeeded: line) & 0xFF_FFFF_FFFF
  }

  /// The number of the file, from 0.
  package var file: Int { Int(bits >> 40) }

  /// The line, from 1.
  package var line: Int { Int(bits & 0xFF_FFFF_FFFF) }

  /// Orders by file, then line.
  package static func < (left: LogPlace, right: LogPlace) -> Bool { left.bits < right.bits }
}
