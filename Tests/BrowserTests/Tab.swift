import Foundation

/// A tab of the browser, in which one file after the other can be opened.
struct Tab: Sendable {
  private let tools: DevTools
  private let target: String
  private let session: String

  /// Opens a tab, lets `body` use it, and closes it.
  static func with<Result: Sendable>(_ body: @Sendable (Tab) async throws -> Result) async throws -> Result {
    let tab = try await Tab(Browser.shared().tools)
    do {
      let result = try await body(tab)
      try await tab.close()
      return result
    } catch {
      try? await tab.close()
      throw error
    }
  }

  private init(_ tools: DevTools) async throws {
    self.tools = tools
    // In a window of its own: what is in a tab behind another is not drawn.
    let created = try await tools.send("Target.createTarget", ["url": "about:blank", "newWindow": true])
    target = created["targetId"].string ?? ""
    let attached = try await tools.send(
      "Target.attachToTarget", ["targetId": .string(target), "flatten": true])
    session = attached["sessionId"].string ?? ""
    for domain in ["Page", "Runtime", "Log", "Network", "Audits"] { try await send("\(domain).enable") }
    try await send("Emulation.setFocusEmulationEnabled", ["enabled": true])
  }

  private func close() async throws {
    _ = try await tools.send("Target.closeTarget", ["targetId": .string(target)])
    tools.forget(session)
  }

  @discardableResult
  private func send(_ method: String, _ parameters: JSON = [:]) async throws -> JSON {
    try await tools.send(method, parameters, session: session)
  }

  /// Opens a file and waits until all of it is loaded and drawn.
  /// - Parameter scripts: whether its scripts run.
  func open(_ file: URL, scripts: Bool = true) async throws {
    try await send("Emulation.setScriptExecutionDisabled", ["value": .bool(!scripts)])
    let place = tools.events(of: session).count
    let started = try await send("Page.navigate", ["url": .string(file.absoluteString)])
    if let error = started["errorText"].string {
      throw DevTools.Failure(description: "\(file.lastPathComponent): \(error)")
    }
    _ = try await tools.event("Page.loadEventFired", of: session, from: place)
    // What is asked of the page later are scripts too; those of the page have had their turn.
    try await send("Emulation.setScriptExecutionDisabled", ["value": false])
    try await drawn()
  }

  /// Waits until what has changed is on the screen, and lets nothing go on changing.
  func drawn() async throws {
    _ = try await evaluate(
      """
      new Promise(done => requestAnimationFrame(() => {
        for (const animation of document.getAnimations()) animation.cancel()
        requestAnimationFrame(() => done(0))
      }))
      """)
  }

  /// What an expression comes to in the page, whose content policy does not hold here; a promise's value where it
  /// is a promise.
  func evaluate(_ expression: String) async throws -> JSON {
    let answer = try await send(
      "Runtime.evaluate",
      ["expression": .string(expression), "returnByValue": true, "awaitPromise": true, "userGesture": true])
    if let details = answer["exceptionDetails"]["exception"]["description"].string {
      throw DevTools.Failure(description: details)
    }
    return answer["result"]["value"]
  }

  /// Shows the page on other media.
  func show(on media: Media) async throws {
    try await send(
      "Emulation.setDeviceMetricsOverride",
      ["width": .number(Double(media.width)), "height": 900, "deviceScaleFactor": 1, "mobile": false])
    try await send(
      "Emulation.setEmulatedMedia",
      [
        "media": .string(media.isPaper ? "print" : "screen"),
        "features": [
          ["name": "prefers-color-scheme", "value": .string(media.isDark ? "dark" : "light")],
          ["name": "prefers-reduced-motion", "value": .string(media.isStill ? "reduce" : "no-preference")],
        ],
      ])
    try await drawn()
  }

  /// Moves the mouse to a place in the window.
  func pointAt(x: Double, y: Double) async throws {
    try await send(
      "Input.dispatchMouseEvent", ["type": "mouseMoved", "x": .number(x), "y": .number(y)])
  }

  /// Presses a key and lets go of it.
  func press(_ key: Key) async throws {
    for type in ["rawKeyDown", "keyUp"] {
      try await send(
        "Input.dispatchKeyEvent",
        [
          "type": .string(type), "key": .string(key.rawValue), "code": .string(key.rawValue),
          "windowsVirtualKeyCode": .number(key.number),
        ])
    }
  }

  /// A key, by its name in the DOM.
  enum Key: String {
    case tab = "Tab"
    case right = "ArrowRight"

    /// The virtual key code.
    fileprivate var number: Double {
      switch self {
      case .tab: 9
      case .right: 39
      }
    }
  }

  /// A picture in PNG: of a part of the page, or of the whole of it.
  func picture(of part: Box? = nil) async throws -> Data {
    var parameters: [String: JSON] = ["format": "png", "captureBeyondViewport": .bool(part == nil)]
    if let part {
      parameters["clip"] = [
        "x": .number(part.x), "y": .number(part.y), "width": .number(part.width),
        "height": .number(part.height), "scale": 1,
      ]
    }
    let answer = try await send("Page.captureScreenshot", .object(parameters))
    return Data(base64Encoded: answer["data"].string ?? "") ?? Data()
  }

  /// A part of the page in CSS pixels from its upper left.
  struct Box: Sendable {
    var x, y, width, height: Double
  }

  /// The page on A4 as PDF.
  func printed() async throws -> Data {
    let answer = try await send(
      "Page.printToPDF",
      [
        "paperWidth": .number(8.27), "paperHeight": .number(11.69), "marginTop": .number(1 / 2.54),
        "marginBottom": .number(1 / 2.54), "marginLeft": .number(1 / 2.54), "marginRight": .number(1 / 2.54),
      ])
    return Data(base64Encoded: answer["data"].string ?? "") ?? Data()
  }

  /// What the browser told about the tab so far.
  var events: [DevTools.Event] { tools.events(of: session) }

  /// Forgets what the browser told.
  func forget() { tools.forget(session) }
}
