import Foundation

/// The bytes of a trace or of a file of rates, piece by piece; what is compressed with gzip comes unpacked.
struct TraceBytes {
  /// Bytes of a piece before it is unpacked.
  private static let piece = 1 << 16

  private enum Origin {
    case file(FileHandle, name: String)
    case memory(ArraySlice<UInt8>)
  }

  private var origin: Origin
  private var inflater: Inflater?
  private var isBegun = false
  /// Bytes that are unpacked in all.
  private let limit: Int
  private var total = 0

  /// The bytes of the file `name`.
  init(file name: String, limit: Int) throws(TraceProblem) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
      throw TraceProblem(.unreadable, "there is no file \(name)")
    }
    guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: name) else {
      throw TraceProblem(.unreadable, "cannot read \(name)")
    }
    origin = .file(handle, name: name)
    self.limit = limit
  }

  /// These bytes.
  init(_ bytes: [UInt8], limit: Int) {
    origin = .memory(bytes[...])
    self.limit = limit
  }

  /// The next bytes, none at the end.
  mutating func next() throws(TraceProblem) -> [UInt8] {
    while true {
      var bytes = try read()
      if !isBegun {
        isBegun = true
        try begin(with: bytes)
      }
      guard let inflater else { return try counted(bytes) }
      if bytes.isEmpty {
        try inflater.end()
        return []
      }
      bytes = try inflater.unpack(bytes)
      if !bytes.isEmpty { return try counted(bytes) }
    }
  }

  private mutating func counted(_ bytes: [UInt8]) throws(TraceProblem) -> [UInt8] {
    total += bytes.count
    guard total <= limit else {
      throw TraceProblem(.tooLarge, "the file has more than \(limit >> 20) MiB of text")
    }
    return bytes
  }

  private mutating func begin(with bytes: [UInt8]) throws(TraceProblem) {
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      throw TraceProblem(
        .compression, "files that are compressed with zstd are not supported yet",
        suggestion: "unpack it with zstd -d, or compress it with gzip")
    }
    if bytes.starts(with: [0x1F, 0x8B]) { inflater = try Inflater() }
  }

  private mutating func read() throws(TraceProblem) -> [UInt8] {
    switch origin {
    case .memory(let rest):
      origin = .memory(rest.dropFirst(Self.piece))
      return Array(rest.prefix(Self.piece))
    case .file(let handle, let name):
      do {
        return Array(try handle.read(upToCount: Self.piece) ?? Data())
      } catch {
        throw TraceProblem(.unreadable, "cannot read \(name)")
      }
    }
  }
}
