import Documents
import Logs

/// In which format a trace is.
package enum TraceFormat: Sendable, Equatable {
  /// Weir's own form.
  case weir
  /// A log.
  case log(LogFormat)

  /// All names, Weir's own form first; counts by period are no requests.
  package static let names =
    [LogFormat.weir.rawValue]
    + LogFormat.allCases.filter { $0 != .weir && $0 != .rates }.map(\.rawValue)

  /// The format called `name`, nil where there is none.
  package init?(_ name: String) {
    guard Self.names.contains(name), let format = LogFormat(rawValue: name) else { return nil }
    self.init(format)
  }

  private init(_ format: LogFormat) { self = format == .weir ? .weir : .log(format) }

  /// The format of a file that begins like this.
  ///
  /// A header with a column `arrival` is that of Weir's form, unless the options name columns or a unit, which Weir's form has not; so is
  /// what no log begins with, so that its mistakes are named.
  init(ofBeginning beginning: [UInt8], _ options: LogOptions) {
    if options.fieldMap.isEmpty, options.timeUnit == nil, Self.hasArrival(beginning) {
      self = .weir
    } else {
      self.init(FormatRecognition.format(of: beginning, options) ?? .weir)
    }
  }

  private static func hasArrival(_ beginning: [UInt8]) -> Bool {
    let header = beginning.prefix(CSVRecords.largest).prefix { $0 != UInt8(ascii: "\n") }
    return header.split(separator: UInt8(ascii: ",")).contains { cell in
      let name = String(decoding: cell, as: UTF8.self)
      return name.drop { "\u{FEFF}\"".contains($0) }.prefix { !"\"\r".contains($0) } == "arrival"
    }
  }
}
