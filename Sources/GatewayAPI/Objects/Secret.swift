import Documents

/// The part of a Secret that is read: whether it can be a listener's certificate.
struct Secret: Sendable {
  /// Whether it holds a PEM certificate and something as its key.
  let isCertificate: Bool

  init(_ value: Value) {
    func text(_ key: String) -> String? {
      value.at("stringData", key)?.text
        ?? value.at("data", key)?.text.flatMap {
          Base64.decoded($0).map { String(decoding: $0, as: UTF8.self) }
        }
    }
    isCertificate =
      (text("tls.crt")?.contains("-----BEGIN CERTIFICATE-----") ?? false)
      && (text("tls.key").map { !$0.isEmpty } ?? false)
  }
}

/// Base64 as RFC 4648 section 4 defines it; blanks and line ends are skipped, as decoders of manifests do.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let digits: [UInt8: UInt32] = Dictionary(
    uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

  /// The bytes that `text` stands for, nil where it is no base64.
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where !" \n\r\t=".utf8.contains(byte) {
      guard let digit = digits[byte] else { return nil }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}
