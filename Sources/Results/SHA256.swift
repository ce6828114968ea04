import Foundation

/// The hash function of FIPS 180-4, so that a stored input can be compared with `sha256sum FILE`.
package struct SHA256 {
  private var state = initial
  /// What does not fill a block yet.
  private var rest: [UInt8] = []
  private var bytes: UInt64 = 0
  private var words = [UInt32](repeating: 0, count: 64)

  private init() {}

  /// The digest of the text's UTF-8 in hexadecimal.
  package static func hexadecimal(_ text: String) -> String { hexadecimal(digest(text)) }

  /// The 32 bytes of the digest of the text's UTF-8.
  package static func digest(_ text: String) -> [UInt8] {
    var hash = SHA256()
    hash.add(Array(text.utf8))
    return hash.digest()
  }

  /// How many bytes a digest has.
  package static let byteCount = 32

  /// The digest of bytes.
  package static func digest(_ data: Data) -> [UInt8] {
    var hash = SHA256()
    hash.add(Array(data))
    return hash.digest()
  }

  /// The digest of what is in a file in hexadecimal, nil where it is no regular file or cannot be read. O(bytes); holds a part at a time.
  package static func hexadecimal(ofFile path: String) -> String? {
    // Without waiting for somebody to write into it, should it be a pipe.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var hash = SHA256()
    do {
      while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { hash.add(Array(part)) }
    } catch {
      return nil
    }
    return hexadecimal(hash.digest())
  }

  private static func hexadecimal(_ digest: [UInt8]) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private mutating func add(_ part: [UInt8]) {
    bytes += UInt64(part.count)
    let message = rest.isEmpty ? part : rest + part
    let whole = message.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) { compress(message[start..<start + 64]) }
    rest = Array(message[whole...])
  }

  private mutating func digest() -> [UInt8] {
    let bits = bytes * 8
    var end: [UInt8] = [0x80]
    while (rest.count + end.count) % 64 != 56 { end.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) { end.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    add(end)
    return state.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  private mutating func compress(_ block: ArraySlice<UInt8>) {
    for i in 0..<16 {
      let start = block.startIndex + 4 * i
      words[i] = block[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    for i in 16..<64 {
      let a = words[i - 15]
      let b = words[i - 2]
      let small0 = Self.rotate(a, 7) ^ Self.rotate(a, 18) ^ a >> 3
      let small1 = Self.rotate(b, 17) ^ Self.rotate(b, 19) ^ b >> 10
      words[i] = words[i - 16] &+ small0 &+ words[i - 7] &+ small1
    }
    var s = state
    for i in 0..<64 {
      let big1 = Self.rotate(s[4], 6) ^ Self.rotate(s[4], 11) ^ Self.rotate(s[4], 25)
      let choice = s[4] & s[5] ^ ~s[4] & s[6]
      let first = s[7] &+ big1 &+ choice &+ Self.constants[i] &+ words[i]
      let big0 = Self.rotate(s[0], 2) ^ Self.rotate(s[0], 13) ^ Self.rotate(s[0], 22)
      let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
      for j in stride(from: 7, to: 0, by: -1) { s[j] = s[j - 1] }
      s[4] &+= first
      s[0] = first &+ big0 &+ majority
    }
    for i in 0..<8 { state[i] &+= s[i] }
  }

  private static func rotate(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }

  private static let initial: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
