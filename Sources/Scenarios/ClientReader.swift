import Documents
import GatewayAPI

/// Reads `client` of a traffic source.
enum ClientReader {
  /// The browsers that send the source's requests; nil for clients that are none, or that cannot be used.
  static func read(_ source: Reader) -> BrowserClients? {
    guard let client = source.mapping("client") else { return nil }
    let isBrowser = client.choice("kind", ["open", "browser"]) == "browser"
    let browsers = isBrowser ? browsers(client) : nil
    client.refuse("timeout", "retries")
    client.finish()
    return browsers
  }

  private static func browsers(_ client: Reader) -> BrowserClients? {
    let origin = origin(client)
    let users = client.required("users") == nil ? nil : client.count("users", from: 1, upTo: Bounds.users)
    let withCredentials = client.boolean("credentials") ?? false
    let longestMaxAge = client.time("longestMaxAge", allowingZero: true)
    let roundTrip = client.time("roundTrip", allowingZero: true) ?? 0
    guard let origin, let users else { return nil }
    var browsers = BrowserClients(origin: origin, users: users)
    browsers.withCredentials = withCredentials
    browsers.longestMaxAge = longestMaxAge ?? browsers.longestMaxAge
    browsers.roundTrip = roundTrip
    return browsers
  }

  private static func origin(_ client: Reader) -> CORSOrigin? {
    guard let text = client.requiredString("origin") else { return nil }
    let pages = ["http://", "https://"]
    if let origin = CORSOrigin(text), pages.contains(where: origin.description.hasPrefix) { return origin }
    client.report(
      .invalid, "expected the origin of a page, found \"\(text.prefix(80))\"", about: "origin",
      suggestion: "write scheme and host, and a port where it has one, such as https://shop.example")
    return nil
  }
}
