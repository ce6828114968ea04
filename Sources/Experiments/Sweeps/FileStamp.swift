import Foundation

/// What tells, without reading it, that a file was written anew.
struct FileStamp: Sendable, Equatable {
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int
  private let identity: UInt64

  /// The stamp of the file at `path`; that of one which is not there equals that of no file.
  init(_ path: String) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    size = isThere ? Int64(status.st_size) : -1
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    identity = UInt64(status.st_ino)
  }
}
