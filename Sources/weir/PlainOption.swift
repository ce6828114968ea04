import ArgumentParser
import Foundation
import Reports

/// Whether what is meant for people is words alone.
struct PlainOption: ParsableArguments {
  @Flag(
    name: .customLong("plain"),
    help: """
      For screen readers and dumb terminals: words in ASCII, one thing a line, without aligned tables, pictures, signs and colours.
      """)
  var isOn = false

  /// The style of what is written to a file.
  var fileStyle: TextStyle { isOn ? .plain : .page() }

  /// The style of what is written to standard output or standard error.
  func screenStyle(_ descriptor: Int32 = STDOUT_FILENO, isColoured: Bool = false) -> TextStyle {
    isOn ? .plain : .page(isColoured: isColoured, hasPictures: Terminal.showsBlocks(descriptor))
  }
}
