import Documents
import Logs

/// What becomes of a file of counts.
public struct RateOptions: Sendable, Equatable {
  /// How many times as fast it goes by, with the same counts; above 0.
  public var speed: Double
  /// How many times as high the counts are, above 0.
  public var scale: Double
  /// Whether it begins again at its end.
  public var loops: Bool
  /// The highest rate that is read, per second.
  public var highest: Double

  /// Creates options; the defaults take the file as it is, once.
  public init(
    speed: Double = 1, scale: Double = 1, loops: Bool = false, highest: Double = .greatestFiniteMagnitude
  ) {
    self.speed = speed
    self.scale = scale
    self.loops = loops
    self.highest = highest
  }
}

/// Reads counts per period from the CSV file `path`, plain or compressed with gzip.
///
/// O(bytes), of which 256 MiB are read at most, with 1 million periods, 40 to 80 bytes of memory each.
/// - Parameters:
///   - path: The file.
///   - options: What becomes of it.
///   - place: Where the file is named, for messages about the file as a whole.
///   - diagnostics: Where messages go, `TRC001` to `TRC020`, at most 20 of them.
/// - Returns: The rates, nil where there is any error.
public func readRates(
  path: String, options: RateOptions = RateOptions(), at place: SourceLocation? = nil,
  diagnostics: Diagnostics
) -> RateTable? {
  RecordedFile(name: path, place: place, diagnostics: diagnostics).read(RateTableBuilder.self, options)
}

/// Reads counts per period from `bytes`, plain or compressed with gzip, as those of `file`.
public func readRates(
  bytes: [UInt8], file: String = "rates.csv", options: RateOptions = RateOptions(), diagnostics: Diagnostics
) -> RateTable? {
  RecordedFile(name: file, place: nil, diagnostics: diagnostics)
    .read(bytes, as: RateTableBuilder.self, options)
}
