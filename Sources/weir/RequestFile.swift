import Documents
import Foundation
import GatewayAPI
import Reports

/// A file with a request a line, answered line by line.
struct RequestFile {
  let path: String
  /// Where requests go that name no Gateway.
  let gateway: NamespacedName?
  /// Where requests go that name no port.
  let port: Int?
  let output: ExplainCommand.Format
  let style: TextStyle

  /// The longest line that is read, in bytes.
  private static let longestLine = 1 << 20

  /// Writes an answer for every line that holds a request.
  ///
  /// - Throws: a failure with 66 where the file cannot be read, and 65, when all is written, where a line is no request.
  func answer(with configuration: GatewayConfiguration) throws {
    guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
      throw Failure(.inputMissing, "cannot read \(path)")
    }
    let diagnostics = Diagnostics()
    var number = 0
    var rest = Data()
    var isLast = false
    while !isLast {
      let part = try read(handle)
      isLast = part.isEmpty
      rest.append(part)
      var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let tail = isLast ? nil : lines.popLast()
      var answers = ""
      for line in lines {
        number += 1
        answers += answer(
          Data(line), SourceLocation(file: path, line: number, column: 1), configuration, diagnostics)
      }
      try Output.write(answers)
      rest = tail.map { Data($0) } ?? Data()
      guard rest.count <= Self.longestLine else {
        say(diagnostics)
        throw Failure(.badInput, "\(path):\(number + 1): the line is longer than \(Self.longestLine) bytes")
      }
    }
    say(diagnostics)
    guard diagnostics.all.isEmpty else { throw Failure(.badInput) }
  }

  private func say(_ diagnostics: Diagnostics) {
    guard !diagnostics.all.isEmpty else { return }
    Terminal.say(
      DiagnosticRenderer(colour: Terminal.coloursMessages).render(
        diagnostics.all, omitted: diagnostics.omitted))
  }

  /// The next bytes, none at the end.
  private func read(_ handle: FileHandle) throws -> Data {
    do {
      return try handle.read(upToCount: Self.longestLine) ?? Data()
    } catch {
      throw Failure(.inputMissing, "cannot read \(path)")
    }
  }

  private func answer(
    _ line: Data, _ location: SourceLocation, _ configuration: GatewayConfiguration,
    _ diagnostics: Diagnostics
  ) -> String {
    guard line.contains(where: { $0 > 0x20 }) else { return "" }
    guard let line = RequestLine(line, at: location, diagnostics: diagnostics) else { return "" }
    let address: ClientAddress
    do {
      address = try ClientAddress(
        of: line.request, gateway: line.gateway ?? gateway, port: line.port ?? port, in: configuration)
    } catch {
      diagnostics.report(
        Diagnostic(code: GatewayCode.requestLine.rawValue, message: error.message, location: location))
      return ""
    }
    let explanation = configuration.explain(line.request, at: address)
    let report = ExplanationReport(explanation, of: line.request, id: line.id)
    return output == .json ? report.jsonLine() : report.table(style) + (style == .plain ? "" : "\n")
  }
}
