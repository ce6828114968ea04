import Foundation

/// The inputs as a ConfigMap, of which Kubernetes takes at most 1 MiB.
struct InputMap {
  private struct Entry {
    let key: String
    let path: String
    let bytes: [UInt8]
  }

  /// How many bytes of keys, paths and values are let in; the rest is left to what Kubernetes itself adds.
  static let limit = 1_000_000

  private let files: [Entry]
  /// Empty files, all of one key, that make the folders in which no other file lies.
  private let markers: [Entry]

  /// Creates the ConfigMap; nil where it would be too large, or where Kubernetes keeps the name of a file to itself.
  init?(of places: InputPlaces) {
    files = places.files.enumerated().map { number, placed in
      Entry(key: Self.key(number, placed.path), path: placed.path, bytes: placed.file.bytes)
    }
    markers = places.emptyFolders.map { Entry(key: "folder", path: "\($0)/.folder", bytes: []) }
    // The API counts values; keys stand in the ConfigMap, and paths in the pods, whose room is bounded as well.
    let size = (files + markers).reduce(0) { $0 + $1.key.utf8.count + $1.path.utf8.count + $1.bytes.count }
    let isReserved = (files + markers).contains { $0.path.utf8.starts(with: "..".utf8) }
    let isWhole = places.files.allSatisfy { $0.file.bytes.count == $0.file.size }
    if size > Self.limit || isReserved || !isWhole { return nil }
  }

  /// Unlike all others by its number, and like the path as far as a key may be.
  private static func key(_ number: Int, _ path: String) -> String {
    let name = path.utf8.suffix(200).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return "\(number)-" + String(decoding: name, as: UTF8.self)
  }

  /// Which key is which file of a volume, one line each.
  var items: String {
    (files + markers)
      .map { "- {key: \(YAMLText.quoted($0.key)), path: \(YAMLText.quoted($0.path))}" }
      .joined(separator: "\n")
  }

  /// The contents: text as it is, all else in base64.
  var contents: String {
    var text = ""
    var base64 = ""
    for entry in files + markers.prefix(1) {
      let key = "  \(YAMLText.quoted(entry.key)): "
      if let plain = String(validating: entry.bytes, as: UTF8.self), YAMLText.isPlain(plain) {
        text += key + YAMLText.block(plain, below: 2)
      } else {
        base64 += key + "\"\(Data(entry.bytes).base64EncodedString())\"\n"
      }
    }
    return (text.isEmpty ? "" : "data:\n" + text) + (base64.isEmpty ? "" : "binaryData:\n" + base64)
  }
}
