import Logs
import Testing

/// Long lines made to be read again and again. The test does not look at a clock: what is not linear does not end.
@Suite("Hostile lines of text")
struct HostileLineTests {
  private static let patterns = [
    "[", "]", "] \"", " [06/Feb/", "\"", "\\\"", "\" 2", "\" \"", ", ", ": ", "/", "1/", "- ", "9", "%25",
    "\\x41", "\t", "\u{0}",
    "{} \"", "y: ",
  ]

  @Test(
    "a line that goes on with any pattern for long is judged in time that is linear in it",
    arguments: patterns)
  func linear(_ pattern: String) {
    let tail = Array(String(repeating: pattern, count: (1 << 16) / pattern.utf8.count).utf8)
    for (format, sample) in FormatRecognitionTests.samples {
      let lines = sample.split(separator: "\n").map(String.init)
      let header = Array(lines.dropLast())
      let line = Array(lines[lines.count - 1].utf8)
      for length in stride(from: 0, through: line.count, by: 12) {
        let read = ReadText(Array(line.prefix(length)) + tail, format, after: header)
        if read.verdict == .record { #expect(read.record.stamp > 0) }
      }
    }
  }
}
