import Foundation
import Results
import Testing

/// The examples of FIPS 180-4 and of NIST's test vectors.
@Suite("SHA-256")
struct SHA256Tests {
  private static let million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

  @Test("texts have the digests of the standard")
  func texts() {
    #expect(SHA256.hexadecimal("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hexadecimal("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hexadecimal("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(SHA256.hexadecimal(String(repeating: "a", count: 1_000_000)) == Self.million)
  }

  @Test("a file has the digest of its bytes, however long it is, and a folder has none")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "weir-sha-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a").path
    #expect(SHA256.hexadecimal(ofFile: file) == nil)
    #expect(SHA256.hexadecimal(ofFile: folder.path) == nil)
    // Parts of a file are read that end in the middle of a block.
    for count in [0, 63, 64, 65, 1_000_000, 3 << 20 | 17] {
      try Data(repeating: 0x61, count: count).write(to: URL(fileURLWithPath: file))
      #expect(SHA256.hexadecimal(ofFile: file) == SHA256.hexadecimal(String(repeating: "a", count: count)))
    }
  }
}
