import Documents
import Logs

/// Makes something of the records of a CSV file.
protocol RecordedFileBuilder {
  associatedtype Options
  associatedtype Product
  /// What a file begins with, for messages.
  static var example: String { get }
  /// The bytes of text that are read.
  static var mostBytes: Int { get }
  /// Reads the header; nil where it has an error.
  init?(header: CSVRecords, options: Options, _ report: (TraceProblem) -> Void)
  /// How many records were added.
  var count: Int { get }
  /// Adds a record; each problem of it goes to `report`.
  mutating func add(_ record: CSVRecords, _ report: (TraceProblem) -> Void) throws(TraceProblem)
  /// What the records make, of which there is at least one.
  consuming func product() throws(TraceProblem) -> Product
}

/// A CSV file, plain or compressed with gzip or zstd.
struct RecordedFile {
  let name: String
  /// Where it is named, for messages about the file as a whole.
  let place: SourceLocation?
  let diagnostics: Diagnostics

  /// Errors that are shown of one file.
  private static let mostErrors = 20

  /// What a builder makes of it, nil where there is any error. O(bytes).
  func read<Builder: RecordedFileBuilder>(
    _ type: Builder.Type, _ options: Builder.Options
  ) -> Builder.Product? {
    do throws(TraceProblem) {
      return read(try RecordedBytes(file: name, limit: Builder.mostBytes), as: type, options)
    } catch {
      show(error)
      return nil
    }
  }

  /// In which format a trace is; nil where the file cannot be read, which is reported.
  func traceFormat(_ options: LogOptions) -> TraceFormat? {
    do throws(TraceProblem) {
      var bytes = try RecordedBytes(file: name, limit: TraceBuilder.mostBytes)
      return TraceFormat(ofBeginning: try bytes.peek(), options)
    } catch {
      show(error)
      return nil
    }
  }

  /// What a builder makes of `bytes` in place of those of the file.
  func read<Builder: RecordedFileBuilder>(
    _ bytes: [UInt8], as type: Builder.Type, _ options: Builder.Options
  ) -> Builder.Product? {
    read(RecordedBytes(bytes, limit: Builder.mostBytes), as: type, options)
  }

  private func read<Builder: RecordedFileBuilder>(
    _ bytes: RecordedBytes, as _: Builder.Type, _ options: Builder.Options
  ) -> Builder.Product? {
    var errors = 0
    func report(_ problem: TraceProblem) {
      errors += 1
      if errors <= Self.mostErrors { show(problem) }
    }
    do throws(TraceProblem) {
      var records = CSVRecords(bytes)
      guard try records.next() else {
        throw TraceProblem(.empty, "\(name) is empty", suggestion: Builder.example)
      }
      guard var builder = Builder(header: records, options: options, report) else { return nil }
      while errors <= Self.mostErrors {
        do throws(TraceProblem) {
          guard try records.next() else { break }
          if records.isBlank { continue }
          try builder.add(records, report)
        } catch {
          report(error)
          if error.isFinal { break }
        }
      }
      if errors > Self.mostErrors {
        show(TraceProblem(.more, "the file has more errors; these are the first \(Self.mostErrors)"))
      }
      guard errors == 0 else { return nil }
      guard builder.count > 0 else {
        throw TraceProblem(.empty, "\(name) has a header and no records")
      }
      return try builder.product()
    } catch {
      report(error)
      return nil
    }
  }

  private func show(_ problem: TraceProblem) {
    diagnostics.report(problem.diagnostic(file: name, place: place))
  }
}
