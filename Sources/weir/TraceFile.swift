import Foundation
import Logs

/// Where a trace goes: a file that is there only when it is whole, a device or a pipe, or standard output.
struct TraceFile {
  /// The name as it was given; nil is standard output.
  let name: String?
  /// The folder in which a regular file comes to lie.
  let folder: String?

  private let path: String
  private let isRegular: Bool

  /// - Parameters:
  ///   - name: `-` is standard output.
  ///   - inputs: Files that it must not take the place of.
  /// - Throws: a failure with 64 where it is one of the inputs, and 73 where it cannot be created.
  init(_ name: String, beside inputs: [String]) throws {
    guard name != "-" else {
      self.name = nil
      folder = nil
      path = ""
      isRegular = false
      return
    }
    self.name = name
    path = Output.resolved(name)
    isRegular = Output.isRegular(name)
    folder = isRegular ? URL(fileURLWithPath: path).deletingLastPathComponent().path : nil
    if isRegular, inputs.filter({ $0 != "-" }).map(Output.resolved).contains(path) {
      throw Failure(.usage, "\(name) cannot be written: the command reads it")
    }
    try Output.checkFile(name)
  }

  /// Lets `body` write, and puts the file in its place.
  ///
  /// - Throws: a failure with 73 or 74 where that does not work; what was at the place is still there then.
  func write<Result>(_ body: (inout PackedOutput) throws -> Result) throws -> Result {
    let partial = path + ".partial"
    let descriptor =
      name == nil
      ? STDOUT_FILENO
      : isRegular
        ? open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
        : open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.cannotCreate) }
    var isDone = false
    defer {
      if name != nil { close(descriptor) }
      if isRegular, !isDone { unlink(partial) }
    }
    do {
      var output = try PackedOutput(to: descriptor, packing: Packing(name: name ?? ""))
      let result = try body(&output)
      try output.end()
      if isRegular, rename(partial, path) != 0 { throw failure(.cannotCreate) }
      isDone = true
      return result
    } catch let problem as WriteProblem {
      // A reader that went away has all that it wants.
      throw Failure(
        .inputOutput,
        problem.isPipeClosed ? "" : "cannot write \(name ?? "to standard output"): \(problem.reason)")
    } catch let problem as TraceProblem {
      throw Failure(problem.code == .temporaryFile ? .inputOutput : .badInput, problem.message)
    }
  }

  private func failure(_ code: Failure.Code) -> Failure {
    Failure(code, "cannot write \(name ?? ""): \(String(cString: strerror(errno)))")
  }
}
