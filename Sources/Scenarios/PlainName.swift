/// Whether `text` is one or more ASCII letters, digits, `-`, `.` and `_`, at most `most` of them.
func isPlainName(_ text: some StringProtocol, upTo most: Int) -> Bool {
  let isPlain = text.utf8.allSatisfy {
    ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
      || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || "-._".utf8.contains($0)
  }
  return isPlain && !text.isEmpty && text.utf8.count <= most
}
