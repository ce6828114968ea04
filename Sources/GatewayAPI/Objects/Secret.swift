import Documents

/// The part of a Secret or ConfigMap that is read: what of TLS it holds.
struct Secret: Sendable {
  /// Whether it holds a PEM certificate and something as its key.
  let isCertificate: Bool
  /// Whether it holds a PEM certificate of an authority.
  let isAuthority: Bool

  init(_ value: Value) {
    self.init { key in
      value.at("stringData", key)?.text
        ?? value.at("data", key)?.text.flatMap {
          Base64.decoded($0).map { String(decoding: $0, as: UTF8.self) }
        }
    }
  }

  /// A ConfigMap holds its texts as they are.
  init(configMap value: Value) {
    self.init { value.at("data", $0)?.text }
  }

  private init(_ text: (String) -> String?) {
    func isCertificate(_ key: String) -> Bool {
      text(key)?.contains("-----BEGIN CERTIFICATE-----") ?? false
    }
    self.isCertificate = isCertificate("tls.crt") && (text("tls.key").map { !$0.isEmpty } ?? false)
    isAuthority = isCertificate("ca.crt")
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
