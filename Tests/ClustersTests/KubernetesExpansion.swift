/// What Kubernetes makes of `args` (third_party/forked/golang/expansion/expand.go), with no variable known but `TMPDIR`.
enum KubernetesExpansion {
  static func expand(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let dollar = UInt8(ascii: "$")
    var expanded: [UInt8] = []
    var cursor = 0
    while cursor < bytes.count {
      guard bytes[cursor] == dollar, cursor + 1 < bytes.count else {
        expanded.append(bytes[cursor])
        cursor += 1
        continue
      }
      switch bytes[cursor + 1] {
      case dollar:
        expanded.append(dollar)
        cursor += 2
      case UInt8(ascii: "("):
        if let end = bytes[cursor...].firstIndex(of: UInt8(ascii: ")")) {
          let variable = String(decoding: bytes[(cursor + 2)..<end], as: UTF8.self)
          expanded += Array((variable == "TMPDIR" ? "/tmp" : "$(\(variable))").utf8)
          cursor = end + 1
        } else {
          expanded += Array("$(".utf8)
          cursor += 2
        }
      default:
        // It takes the next byte for a character: beyond ASCII another one comes out.
        expanded += [dollar] + Array(String(Unicode.Scalar(bytes[cursor + 1])).utf8)
        cursor += 2
      }
    }
    return String(decoding: expanded, as: UTF8.self)
  }
}
