import Documents
import Logs

/// Reads a trace in Weir's CSV form from the file `path`, plain or compressed with gzip.
///
/// O(bytes); the memory is that of the trace and of its distinct requests.
/// - Parameters:
///   - path: The file.
///   - options: How it is replayed.
///   - place: Where the file is named, for messages about the file as a whole.
///   - diagnostics: Where messages go, `TRC001` to `TRC018`, at most 20 of them.
/// - Returns: The trace, nil where there is any error.
public func readTrace(
  path: String, options: TraceOptions = TraceOptions(), at place: SourceLocation? = nil,
  diagnostics: Diagnostics
) -> RecordedTrace? {
  RecordedFile(name: path, place: place, diagnostics: diagnostics).read(TraceBuilder.self, options)
}

/// Reads a trace in Weir's CSV form from `bytes`, plain or compressed with gzip, as that of `file`.
public func readTrace(
  bytes: [UInt8], file: String = "trace.csv", options: TraceOptions = TraceOptions(), diagnostics: Diagnostics
) -> RecordedTrace? {
  RecordedFile(name: file, place: nil, diagnostics: diagnostics)
    .read(bytes, as: TraceBuilder.self, options)
}
