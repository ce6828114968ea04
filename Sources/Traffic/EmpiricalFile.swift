import Documents
import Foundation

/// A file of measured times: one a line, `12ms` or seconds without a unit; empty lines and those that begin with # do not count.
enum EmpiricalFile {
  /// Bytes of a file.
  private static let largest = 64 << 20

  struct Problem: Error {
    var message: String
    var location: SourceLocation?
  }

  /// The times in seconds.
  static func read(_ file: String, in folder: String) -> Result<[Double], Problem> {
    let name = folder.isEmpty || file.hasPrefix("/") ? file : "\(folder)/\(file)"
    guard let handle = FileHandle(forReadingAtPath: name) else {
      return .failure(Problem(message: "there is no file \(name) to read"))
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: largest + 1) else {
      return .failure(Problem(message: "cannot read \(name), or it is empty"))
    }
    guard data.count <= largest else {
      return .failure(Problem(message: "\(name) is larger than \(largest) bytes"))
    }
    return values(of: data, file: name)
  }

  private static func values(of data: Data, file: String) -> Result<[Double], Problem> {
    var values: [Double] = []
    for (index, line) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      var text = String(decoding: line, as: UTF8.self)
      text = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if text.isEmpty || text.hasPrefix("#") { continue }
      let seconds = Quantity.duration(text).map { Double($0) / 1e9 } ?? Double(text)
      guard let seconds, seconds.isFinite, seconds >= 0 else {
        return .failure(
          Problem(
            message: "expected a time, found \"\(text.prefix(80))\"",
            location: SourceLocation(file: file, line: index + 1, column: 1)))
      }
      values.append(seconds)
    }
    guard !values.isEmpty else { return .failure(Problem(message: "\(file) holds no times")) }
    return .success(values)
  }
}
