import Documents
import Logs

/// Reads a trace in Weir's CSV form, or a log, from the file `path`, plain or compressed with gzip or zstd.
///
/// O(bytes); the memory is that of the trace's distinct requests and its draws.
/// - Parameters:
///   - path: The file.
///   - options: Its format and how it is replayed.
///   - place: Where the file is named, for messages about the file as a whole.
///   - diagnostics: Where messages go, with the codes of ``TraceCode``, of a trace in Weir's form at most 20.
/// - Returns: The trace, nil where there is any error.
public func readTrace(
  path: String, options: TraceOptions = TraceOptions(), at place: SourceLocation? = nil,
  diagnostics: Diagnostics
) -> RecordedTrace? {
  let file = RecordedFile(name: path, place: place, diagnostics: diagnostics)
  // What comes through a pipe is read once, and recognised on the way.
  if options.format == nil, !RecordedBytes.isRegular(path) {
    return LogTrace(name: path, place: place, diagnostics: diagnostics).read(options)
  }
  guard let format = options.format ?? file.traceFormat(options.log) else { return nil }
  switch format {
  case .weir: return file.read(TraceBuilder.self, options)
  case .log(let format):
    var options = options
    options.log.format = format
    return LogTrace(name: path, place: place, diagnostics: diagnostics).read(options)
  }
}

/// Reads a trace in Weir's CSV form from `bytes`, plain or compressed with gzip or zstd, as that of `file`.
public func readTrace(
  bytes: [UInt8], file: String = "trace.csv", options: TraceOptions = TraceOptions(), diagnostics: Diagnostics
) -> RecordedTrace? {
  RecordedFile(name: file, place: nil, diagnostics: diagnostics)
    .read(bytes, as: TraceBuilder.self, options)
}
