import Documents

/// The codes of the messages about recorded traces and files of rates.
///
/// A code never changes its meaning; a new meaning gets a new code.
public enum TraceCode: String, CaseIterable, Sendable {
  /// A file that is missing or cannot be read.
  case unreadable = "TRC001"
  /// Nothing in the file, or nothing but a header.
  case empty = "TRC002"
  /// No column `arrival`.
  case noArrival = "TRC003"
  /// A column that the format does not have.
  case unknownColumn = "TRC004"
  /// A column twice.
  case duplicateColumn = "TRC005"
  /// Text where a number belongs.
  case notANumber = "TRC006"
  /// A number that is negative, infinite or not a number, or too large.
  case number = "TRC007"
  /// A time before the one of the record above.
  case timeGoesBack = "TRC008"
  /// A record with too few or too many cells.
  case cells = "TRC009"
  /// A file that ends in the middle.
  case cutOff = "TRC010"
  /// A failure draw outside [0, 1).
  case failureDraw = "TRC011"
  /// Quotes or line ends that are no CSV.
  case quoting = "TRC012"
  /// More than is read.
  case tooLarge = "TRC013"
  /// A compression that is not supported.
  case compression = "TRC014"
  /// Compressed data that cannot be unpacked.
  case corrupt = "TRC015"
  /// Bytes that are no text in UTF-8.
  case notText = "TRC016"
  /// A trace that cannot be repeated.
  case loop = "TRC017"
  /// More errors than are shown.
  case more = "TRC018"
  /// No column of a file of rates that it has to have.
  case noCounts = "TRC019"
  /// A period of a file of rates without a length, or one that begins before the one above is over.
  case period = "TRC020"
  /// A log in no format that is known.
  case unknownFormat = "TRC021"
  /// A filter of requests that is none.
  case filter = "TRC022"
  /// More lines that cannot be read than a log may have.
  case tooManyRefused = "TRC023"
  /// A temporary file that cannot be written or read.
  case temporaryFile = "TRC024"
  /// A file that changed while it was read.
  case changed = "TRC025"
  /// A file of counts where one of requests is needed.
  case counts = "TRC026"
  /// A trace of which nothing is left to be replayed.
  case nothingLeft = "TRC027"
  /// Lines of a log that cannot be read, too few to refuse the log.
  case refusedLines = "TRC028"
  /// Probes of health among the requests of a log.
  case healthChecks = "TRC029"
  /// Requests of a log that another line told already.
  case duplicates = "TRC030"
  /// Requests of a log without a host.
  case noHost = "TRC031"
  /// Requests of a log of which only the end is known.
  case noDuration = "TRC032"
  /// Something about a log that was guessed.
  case guessed = "TRC033"
  /// Requests of a clock of whole seconds.
  case spread = "TRC034"

  /// What the code means, in one sentence.
  public var sentence: String {
    switch self {
    case .unreadable: "The file of a trace or of rates is missing or cannot be read."
    case .empty: "The file of a trace or of rates holds no records."
    case .noArrival: "A trace has a column arrival, in seconds."
    case .unknownColumn: "The header names a column that the format does not have."
    case .duplicateColumn: "The header names a column twice."
    case .notANumber: "A cell holds text where a number belongs."
    case .number: "A number is negative, infinite, not a number, or too large."
    case .timeGoesBack: "Records are in the order of their arrival."
    case .cells: "Every record has as many cells as the header."
    case .cutOff: "The file ends in the middle of a record or of its compressed data."
    case .failureDraw: "A failure draw is at least 0 and below 1."
    case .quoting: "Quotes and line ends are those of RFC 4180."
    case .tooLarge:
      "The file has more than is read: bytes, bytes of a record, columns, records or distinct requests."
    case .compression: "A file is plain, or compressed with gzip or zstd."
    case .corrupt: "The compressed data cannot be unpacked."
    case .notText: "The bytes of a cell are no text in UTF-8."
    case .loop: "A trace that loops has records at two times at least."
    case .more: "The file has more errors than are shown."
    case .noCounts: "A file of rates has a column start, in seconds, and a column count."
    case .unknownFormat: "A log is in one of the formats that are known, which is recognised or named."
    case .filter: "A filter of requests is KEY=PATTERN or KEY!=PATTERN."
    case .tooManyRefused: "At most one line in twenty of a log cannot be read."
    case .temporaryFile: "The temporary file of a large import or a long trace can be written and read again."
    case .changed: "A file stays as it is while it is read."
    case .counts: "A file of counts is used as rates: it holds no requests."
    case .nothingLeft:
      "A trace that is replayed has one request at least that its window and its filters keep."
    case .refusedLines: "Lines of a log that cannot be read are not replayed."
    case .healthChecks: "Probes of health in a log are replayed as requests."
    case .duplicates: "Requests that a log tells twice are replayed twice."
    case .noHost: "Requests of a log have a host, by which routes tell them apart."
    case .spread: "Requests of a clock of whole seconds are spread over their second by chance."
    case .guessed: "What a log does not tell about its form is guessed, and said."
    case .noDuration: "A request of which a log tells the end arrived earlier by its duration."
    case .period: "The periods of a file of rates have a length and follow one after the other."
    }
  }
}
