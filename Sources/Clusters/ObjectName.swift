/// The name that the objects of a sweep have in common, and their labels.
struct ObjectName {
  /// A label of DNS (RFC 1123): begins with a letter, at most 44 characters, so that `-INDEX` and `-files` still fit into 63.
  let text: String
  private let version: String

  /// Creates the name from a sweep's, which may have any characters, and from the beginning of its specification's hash, which
  /// parts two versions of a sweep.
  init(of sweep: ShardedSweep) {
    let parts = ["weir", Self.label(sweep.name, most: 30), Self.label(sweep.specification, most: 8)]
    text = parts.filter { !$0.isEmpty }.joined(separator: "-")
    version = Self.label(sweep.version, most: 63, keeping: "._")
  }

  /// The labels of an object, one a line.
  func labels(component: String) -> String {
    """
    app.kubernetes.io/name: weir
    app.kubernetes.io/instance: \(text)
    app.kubernetes.io/version: "\(version)"
    app.kubernetes.io/component: \(component)
    """
  }

  /// A text with hyphens for what neither a name nor a label may have, none of them at its ends or beside another.
  private static func label(_ text: String, most: Int, keeping kept: String = "") -> String {
    var label = ""
    for byte in text.utf8 where label.utf8.count < most {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        label.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): label.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case _ where label.isEmpty: continue
      case _ where kept.utf8.contains(byte): label.unicodeScalars.append(Unicode.Scalar(byte))
      default: if label.last != "-" { label += "-" }
      }
    }
    while let last = label.last, !last.isLetter, !last.isNumber { label.removeLast() }
    return label
  }
}
