import Foundation

/// The temporary file beside the target: claimed for one process, and moved onto the target when it is whole.
struct ResultsFile: Sendable {
  /// What the user asked for; a symbolic link is followed.
  let target: String
  /// The neighbour that is written.
  let partial: String
  /// Keeps the lock; closing it would also drop SQLite's own locks, so it stays open until the end.
  private let descriptor: Int32

  /// Claims the temporary name, and empties what an earlier crash left there.
  ///
  /// - Throws: ``ResultsError/cannotCreate(path:reason:)`` where the folder cannot be written, the target is
  ///   something that must not be replaced, or another process writes it.
  init(target path: String) throws(ResultsError) {
    target =
      realpath(path, nil).map { resolved in
        defer { free(resolved) }
        return String(cString: resolved)
      } ?? path
    partial = Self.neighbour(of: target)
    try Self.refuseForeign(target)
    try Self.refuseForeign(partial)
    descriptor = try Self.claim(partial, for: path)
    for suffix in ["-journal", "-wal", "-shm"] { unlink(partial + suffix) }
  }

  /// `runs/x.sqlite` → `runs/x.partial.sqlite`.
  static func neighbour(of path: String) -> String {
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path + ".partial" }
    return path[..<dot] + ".partial" + path[dot...]
  }

  /// Refuses what is neither absent, nor empty, nor a database of Weir's: a mistyped `--db` must not cost
  /// the user a file.
  private static func refuseForeign(_ path: String) throws(ResultsError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .cannotCreate(path: path, reason: "it is a folder")
    default: throw .cannotCreate(path: path, reason: "it is not a regular file")
    }
    guard status.st_size > 0 else { return }
    guard let file = fopen(path, "rb") else { throw .cannotCreate(path: path, reason: lastError()) }
    defer { fclose(file) }
    var header = [UInt8](repeating: 0, count: 72)
    let length = fread(&header, 1, header.count, file)
    let id = header[68..<72].reduce(0) { $0 << 8 | Int64($1) }
    guard length == header.count, header.starts(with: Array("SQLite format 3\0".utf8)),
      id == Schema.applicationID
    else { throw .cannotCreate(path: path, reason: "it is there and no database of weir's") }
  }

  private static func claim(_ partial: String, for path: String) throws(ResultsError) -> Int32 {
    while true {
      let descriptor = open(partial, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: lastError()) }
      // File systems without locks give other errors; there nothing guards against a second process.
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        close(descriptor)
        throw .cannotCreate(path: path, reason: "another process is writing \(partial)")
      }
      // The one that held the lock may have moved the file away since it was opened.
      var held = stat()
      var named = stat()
      guard fstat(descriptor, &held) == 0, stat(partial, &named) == 0, held.st_ino == named.st_ino,
        held.st_dev == named.st_dev
      else {
        close(descriptor)
        continue
      }
      guard ftruncate(descriptor, 0) == 0 else {
        let reason = lastError()
        close(descriptor)
        throw .cannotCreate(path: path, reason: reason)
      }
      return descriptor
    }
  }

  /// Brings the closed database to the disk and onto the target at once.
  func moveIntoPlace() throws(ResultsError) {
    guard fsync(descriptor) == 0 else { throw .io(path: partial, reason: Self.lastError()) }
    guard rename(partial, target) == 0 else { throw .io(path: target, reason: Self.lastError()) }
    close(descriptor)
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
    let handle = open(folder, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return }
    // Some file systems cannot sync a folder; the rename itself has happened.
    fsync(handle)
    close(handle)
  }

  /// Leaves the temporary file as it is.
  func release() { close(descriptor) }

  /// Removes the temporary file and what belongs to it.
  func remove() {
    for suffix in ["", "-journal"] { unlink(partial + suffix) }
    close(descriptor)
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}
