/// An origin as a browser names it: scheme, host and port.
public struct CORSOrigin: Sendable, Hashable, CustomStringConvertible {
  /// In lower case, as is the host: URLs compare both without regard to case.
  let scheme: String
  let host: String
  let port: Int

  /// As a browser sends it: in lower case, without the port that its scheme has anyway.
  public var description: String {
    port == Parts.defaultPort(of: scheme) ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
  }

  /// Reads `scheme://host[:port]`, nil for anything else, such as `null` or a URL with a path. O(length).
  public init?(_ text: String) {
    guard let parts = Parts(text), parts.isHost, let port = parts.port else { return nil }
    scheme = parts.scheme
    host = parts.host
    self.port = port
  }

  /// Scheme, host and port of a text, the host not looked into.
  fileprivate struct Parts {
    let scheme: String
    let host: String
    /// The scheme's own where the text has none.
    let port: Int?

    init?(_ text: String) {
      let bytes = text.utf8
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex,
        bytes[colon...].starts(with: "://".utf8)
      else { return nil }
      scheme = text[..<colon].lowercased()
      let authority = bytes[bytes.index(colon, offsetBy: 3)...]
      guard !authority.contains(where: { "/?#@".utf8.contains($0) }) else { return nil }
      // The colons of an IPv6 address lie inside its brackets.
      let afterHost = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
      let portColon = authority[afterHost...].firstIndex(of: UInt8(ascii: ":"))
      host = text[authority.startIndex..<(portColon ?? authority.endIndex)].lowercased()
      guard !host.isEmpty else { return nil }
      if let portColon {
        port = Self.port(authority[authority.index(after: portColon)...])
      } else {
        port = Self.defaultPort(of: scheme)
      }
    }

    /// Whether the host may be one: a wildcard is none.
    var isHost: Bool { !host.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 <= UInt8(ascii: " ") }) }

    private static func port(_ digits: Substring.UTF8View) -> Int? {
      guard 1...5 ~= digits.count, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }),
        let number = Int(Substring(digits)), number <= 65535
      else { return nil }
      return number
    }

    // Assumption A-GW-21: an origin without a port has that of its scheme, on both sides; schemes other than http and https have none, and
    // compare as they are.
    static func defaultPort(of scheme: String) -> Int {
      switch scheme {
      case "http": 80
      case "https": 443
      default: 0
      }
    }
  }

  /// One entry of `allowOrigins` but the bare `*`.
  struct Pattern: Sendable, Hashable {
    private let scheme: String
    /// What the host begins and ends with around its asterisk; without an asterisk the whole host, and nil.
    private let front: String
    private let back: String?
    private let port: Int

    // Assumption A-GW-22: an entry that is no origin by its form (a path, a port that is no number up to 65535) allows none. Only releases
    // before v1.5 admit such entries.
    init?(_ text: String) {
      guard let parts = Parts(text), let port = parts.port else { return nil }
      scheme = parts.scheme
      self.port = port
      if let asterisk = parts.host.firstIndex(of: "*") {
        front = String(parts.host[..<asterisk])
        back = String(parts.host[parts.host.index(after: asterisk)...])
      } else {
        front = parts.host
        back = nil
      }
    }

    // Assumption A-GW-23: the asterisk of a host stands for one character or more, dots among them; of several only the first is one.
    /// Whether it allows `origin`. O(length).
    func allows(_ origin: CORSOrigin) -> Bool {
      guard origin.scheme == scheme, origin.port == port else { return false }
      guard let back else { return origin.host == front }
      return origin.host.utf8.count > front.utf8.count + back.utf8.count
        && origin.host.utf8.starts(with: front.utf8)
        && origin.host.utf8.suffix(back.utf8.count).elementsEqual(back.utf8)
    }
  }
}
