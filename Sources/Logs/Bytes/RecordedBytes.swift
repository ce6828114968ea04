import Foundation

/// The bytes of a recorded file, piece by piece; what is compressed with gzip or zstd comes unpacked.
package struct RecordedBytes {
  /// Bytes of a piece before it is unpacked.
  private static let piece = 1 << 18

  private enum Origin {
    case file(RecordedDescriptor)
    case memory(ArraySlice<UInt8>)
  }

  private enum Packing {
    case plain
    case gzip(Inflater)
    case zstd(ZstdUnpacker)
  }

  /// How files of other packing programs begin.
  private static let unsupported: [(name: String, beginning: [UInt8])] = [
    ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), ("bzip2", Array("BZh".utf8)),
    ("zip", [0x50, 0x4B, 0x03, 0x04]),
  ]

  private var origin: Origin
  private var packing = Packing.plain
  private var isBegun = false
  private var peeked: [UInt8]?
  /// Bytes that are unpacked in all.
  private let limit: Int
  private var total = 0

  /// Whether `name` can be read twice: it is no pipe, no device and not standard input.
  package static func isRegular(_ name: String) -> Bool {
    var status = stat()
    guard name != "-", stat(name, &status) == 0 else { return name != "-" }
    return [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// The bytes of the file `name`, of which at most `limit` are unpacked; `-` is standard input.
  package init(file name: String, limit: Int) throws(TraceProblem) {
    origin = .file(try RecordedDescriptor(name))
    self.limit = limit
  }

  /// These bytes.
  package init(_ bytes: [UInt8], limit: Int) {
    origin = .memory(bytes[...])
    self.limit = limit
  }

  /// What ``next()`` gives next, so that one can look at the beginning of what can be read only once.
  package mutating func peek() throws(TraceProblem) -> [UInt8] {
    let bytes = try next()
    peeked = bytes
    return bytes
  }

  /// The next bytes, none at the end.
  package mutating func next() throws(TraceProblem) -> [UInt8] {
    if let peeked {
      self.peeked = nil
      return peeked
    }
    while true {
      // A few packed bytes may become very many: they come piece by piece too.
      if let unpacked = try unpackedPiece() {
        if unpacked.isEmpty { continue }
        return try counted(unpacked)
      }
      let bytes = try read()
      if !isBegun {
        isBegun = true
        try begin(with: bytes)
      }
      switch packing {
      case .plain: return try counted(bytes)
      case .gzip(let inflater): if bytes.isEmpty { try inflater.end() } else { inflater.feed(bytes) }
      case .zstd(let unpacker): if bytes.isEmpty { try unpacker.end() } else { unpacker.feed(bytes) }
      }
      if bytes.isEmpty { return [] }
    }
  }

  /// A piece of what the bytes that were read become, nil where more has to be read.
  private func unpackedPiece() throws(TraceProblem) -> [UInt8]? {
    switch packing {
    case .plain: nil
    case .gzip(let inflater): try inflater.next()
    case .zstd(let unpacker): try unpacker.next()
    }
  }

  /// How much of a file has been read, from 0 to 1; 0 where its size is not known.
  package var share: Double {
    guard case .file(let descriptor) = origin else { return 0 }
    return descriptor.share
  }

  /// What happened to a file while it was read, for a message; nil where it stayed as it was.
  package var change: String? {
    guard case .file(let descriptor) = origin else { return nil }
    return descriptor.change
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
      packing = .zstd(try ZstdUnpacker())
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      packing = .gzip(try Inflater())
    } else if let other = Self.unsupported.first(where: { bytes.starts(with: $0.beginning) }) {
      throw TraceProblem(
        .compression, "files that are packed with \(other.name) are not read",
        suggestion: "unpack it, or pack it with gzip or zstd")
    }
  }

  private mutating func read() throws(TraceProblem) -> [UInt8] {
    switch origin {
    case .memory(let rest):
      origin = .memory(rest.dropFirst(Self.piece))
      return Array(rest.prefix(Self.piece))
    case .file(let descriptor): return try descriptor.read(upTo: Self.piece)
    }
  }
}

/// An open file, or standard input, that is read from its beginning to its end.
private final class RecordedDescriptor {
  private let name: String
  private let descriptor: Int32
  /// The state of a regular file when it was opened.
  private var opened: stat?
  /// Bytes that have been read.
  private var position = 0

  init(_ name: String) throws(TraceProblem) {
    self.name = name
    guard name != "-" else {
      descriptor = STDIN_FILENO
      return
    }
    var status = stat()
    guard stat(name, &status) == 0 else {
      throw TraceProblem(
        .unreadable, errno == ENOENT ? "there is no file \(name)" : "cannot read \(name): \(Self.reason)")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw TraceProblem(.unreadable, "cannot read \(name): it is a folder")
    }
    descriptor = open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw TraceProblem(.unreadable, "cannot read \(name): \(Self.reason)")
    }
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG { opened = status }
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// The next bytes, none at the end.
  func read(upTo most: Int) throws(TraceProblem) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      repeat {
        count = Foundation.read(descriptor, buffer.baseAddress, most)
        failure = count < 0 ? errno : 0
      } while failure == EINTR
      count = max(count, 0)
    }
    guard failure == 0 else {
      throw TraceProblem(.unreadable, "cannot read \(name): \(String(cString: strerror(failure)))")
    }
    position += bytes.count
    return bytes
  }

  /// How much of the file has been read, from 0 to 1.
  var share: Double {
    guard let opened, opened.st_size > 0 else { return 0 }
    return min(1, Double(position) / Double(opened.st_size))
  }

  /// What happened to the file since it was opened.
  var change: String? {
    var now = stat()
    guard let opened, fstat(descriptor, &now) == 0 else { return nil }
    if now.st_size > opened.st_size {
      return "\(name) has grown while it was read, from \(opened.st_size) to \(now.st_size) bytes"
    }
    if now.st_size < opened.st_size {
      return "\(name) has shrunk while it was read, from \(opened.st_size) to \(now.st_size) bytes"
    }
    guard now.st_mtim.tv_sec == opened.st_mtim.tv_sec, now.st_mtim.tv_nsec == opened.st_mtim.tv_nsec else {
      return "\(name) was written to while it was read"
    }
    return nil
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
