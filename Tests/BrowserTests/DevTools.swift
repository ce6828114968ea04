import Foundation
import Synchronization

/// A conversation with a browser in the DevTools protocol: JSON messages, each ended by a zero byte, over a
/// socket of which the browser holds the other end.
final class DevTools: Sendable {
  /// Something that the browser tells without having been asked.
  struct Event: Sendable {
    let method: String
    let parameters: JSON
  }

  /// Why there is no answer.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Seconds after which a browser that does not answer is taken for hung: a hundred times what the slowest
  /// answer takes on a busy machine.
  static let timeLimit: Double = 300

  private typealias Waiting = CheckedContinuation<JSON, any Error>

  private struct State {
    var lastNumber = 0
    /// Who waits for the answer to a command, by the command's number.
    var commands: [Int: Waiting] = [:]
    /// Who waits for an event of a session.
    var expected: [(number: Int, session: String, method: String, waiting: Waiting)] = []
    /// What was told in each session.
    var events: [String: [Event]] = [:]
    /// Why the conversation is over.
    var end: Failure?
  }

  private struct Message: Decodable {
    struct Refusal: Decodable { let message: String }
    let id: Int?
    let method: String?
    let sessionId: String?
    let params: JSON?
    let result: JSON?
    let error: Refusal?
  }

  private struct Command: Encodable {
    let id: Int
    let method: String
    let params: JSON
    let sessionId: String?
  }

  private let socket: Int32
  private let sending = Mutex<Void>(())
  private let state = Mutex(State())
  private let kill: @Sendable () -> Void

  /// Listens at a socket, which it closes when the browser has closed its end.
  /// - Parameter kill: ends a browser that hangs.
  init(socket: Int32, kill: @escaping @Sendable () -> Void) {
    self.socket = socket
    self.kill = kill
    Thread.detachNewThread { [self] in listen() }
  }

  /// Sends a command and waits for its answer.
  /// - Parameter session: the tab that is meant; nil is the browser itself.
  func send(_ method: String, _ parameters: JSON = [:], session: String? = nil) async throws -> JSON {
    try await withCheckedThrowingContinuation { waiting in
      let number = state.withLock { state -> Int? in
        if let end = state.end {
          waiting.resume(throwing: end)
          return nil
        }
        state.lastNumber += 1
        state.commands[state.lastNumber] = waiting
        return state.lastNumber
      }
      guard let number else { return }
      limit { $0.commands[number] != nil }
      write(Command(id: number, method: method, params: parameters, sessionId: session))
    }
  }

  /// The first event of a method that a session tells from a place in its events on.
  func event(_ method: String, of session: String, from place: Int = 0) async throws -> JSON {
    try await withCheckedThrowingContinuation { waiting in
      let number = state.withLock { state -> Int? in
        if let event = state.events[session, default: []].dropFirst(place).first(where: {
          $0.method == method
        }) {
          waiting.resume(returning: event.parameters)
          return nil
        }
        if let end = state.end {
          waiting.resume(throwing: end)
          return nil
        }
        state.lastNumber += 1
        state.expected.append((state.lastNumber, session, method, waiting))
        return state.lastNumber
      }
      if let number { limit { state in state.expected.contains { $0.number == number } } }
    }
  }

  /// What a session told so far.
  func events(of session: String) -> [Event] { state.withLock { $0.events[session, default: []] } }

  /// Forgets what a session told.
  func forget(_ session: String) { state.withLock { _ = $0.events.removeValue(forKey: session) } }

  /// Ends the browser where somebody still waits when time is up; the conversation's end tells who waits.
  private func limit(_ isWaiting: @escaping @Sendable (borrowing State) -> Bool) {
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.timeLimit) { [weak self] in
      if let self, state.withLock({ isWaiting($0) }) { self.kill() }
    }
  }

  /// Writes a whole message. A browser that is gone closes the socket, which `listen` sees.
  private func write(_ command: Command) {
    guard var bytes = try? JSONEncoder().encode(command) else { return }
    bytes.append(0)
    sending.withLock { _ in
      bytes.withUnsafeBytes { bytes in
        var sent = 0
        while sent < bytes.count {
          let count = Foundation.send(
            socket, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
          if count <= 0 { return }
          sent += count
        }
      }
    }
  }

  /// Takes messages apart until the browser closes its end.
  private func listen() {
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(socket, &chunk, chunk.count)
      if count <= 0 { break }
      var rest = chunk[..<count]
      while let end = rest.firstIndex(of: 0) {
        received += rest[..<end]
        take(Data(received))
        received.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
      }
      received += rest
    }
    close(socket)
    let waiting = state.withLock { state in
      defer { (state.commands, state.expected) = ([:], []) }
      state.end = Failure(description: "the browser has ended")
      return Array(state.commands.values) + state.expected.map(\.waiting)
    }
    for waiting in waiting { waiting.resume(throwing: Failure(description: "the browser has ended")) }
  }

  private func take(_ bytes: Data) {
    guard let message = try? JSONDecoder().decode(Message.self, from: bytes) else { return }
    if let number = message.id {
      let waiting = state.withLock { $0.commands.removeValue(forKey: number) }
      if let error = message.error {
        waiting?.resume(throwing: Failure(description: error.message))
      } else {
        waiting?.resume(returning: message.result ?? .null)
      }
    } else if let method = message.method, let session = message.sessionId {
      let event = Event(method: method, parameters: message.params ?? .null)
      let waiting = state.withLock { state in
        state.events[session, default: []].append(event)
        let waiting = state.expected.filter { $0.session == session && $0.method == method }
        state.expected.removeAll { $0.session == session && $0.method == method }
        return waiting
      }
      for expected in waiting { expected.waiting.resume(returning: event.parameters) }
    }
  }
}
