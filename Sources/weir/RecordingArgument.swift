import ArgumentParser
import Simulator

/// The value of `--record`: `requests=none|sample:N|failures|all|blocks`, or without its `requests=`.
struct RecordingArgument: CustomStringConvertible {
  /// Which requests are recorded.
  let recording: Recording

  init(_ recording: Recording) {
    self.recording = recording
  }

  /// Reads the value of the option.
  init(text: String) throws {
    let value = text.hasPrefix("requests=") ? text.dropFirst("requests=".count) : text[...]
    switch value {
    case "none": recording = .none
    case "failures": recording = .failures
    case "all": recording = .all
    case "blocks": recording = .blocks
    case _ where value.hasPrefix("sample:"):
      guard let every = Int(value.dropFirst("sample:".count)), every >= 1 else {
        throw ValidationError("sample:N records one request in N, a whole number from 1")
      }
      recording = .sample(every)
    default:
      throw ValidationError(
        "it wants requests=none, sample:N (one in N), failures, all or blocks")
    }
  }

  /// As it is written on the command line.
  var description: String {
    switch recording {
    case .none: "requests=none"
    case .sample(let every): "requests=sample:\(every)"
    case .failures: "requests=failures"
    case .all: "requests=all"
    case .blocks: "requests=blocks"
    }
  }
}
