/// A regular expression in the syntax of RE2, matched in time linear in the text whatever the pattern: manifests and
/// requests come from others, and backtracking could be made to run for ever.
///
/// Method: simulation of the nondeterministic automaton (K. Thompson, "Regular Expression Search Algorithm", 1968,
/// doi:10.1145/363347.363387). O(pattern × text) time, O(pattern) space. Three bounds make a product of this that is bounded too:
/// a program has 20,000 instructions at most, those of one configuration a few millions (`RoutingTableBuilder`), and a
/// request 64 KiB (`RequestLine`).
///
/// Taken are literals, `.`, `[…]` with ranges, `[:classes:]` and `\d\D\w\W\s\S`, groups with or without a name, `|`, `* + ? {n}
/// {n,} {n,m}` greedy or lazy, the flags `i s m U`, `^ $ \A \z \b \B`, and `\x41 \x{41}` with the escapes of control characters;
/// not `\p{…}`, `\C` and `\Q…\E`, which RE2 has.
package struct Pattern: Sendable {
  /// As it was written.
  package let source: String
  private let program: [Instruction]
  /// The bytes with which all that matches as a whole begins: most of the expressions that a request meets are passed over by them.
  private let prefix: [UInt8]

  private enum Instruction: Sendable {
    case character(CharacterClass)
    case either(Int, Int)
    case jump(Int)
    case assertion(PatternSyntax.Assertion)
    case match
  }

  /// The most instructions a program may have; counted repetitions multiply.
  private static let largestProgram = 20_000

  /// The instructions of the program: what one character of a text costs at most.
  var size: Int { program.count }

  /// Compiles `source`.
  init(_ source: String) throws(PatternError) {
    self.source = source
    var program: [Instruction] = []
    try Self.compile(try PatternParser.parse(source), into: &program)
    program.append(.match)
    self.program = program
    prefix = Self.prefix(of: program)
  }

  /// Compiles a pattern that is part of this program.
  init(literal source: StaticString) {
    do {
      try self.init("\(source)")
    } catch {
      preconditionFailure("\(source): \(error.reason)")
    }
  }

  /// What the characters spell that come before the first choice.
  private static func prefix(of program: [Instruction]) -> [UInt8] {
    var prefix = ""
    for instruction in program {
      if case .assertion(.textStart) = instruction, prefix.isEmpty { continue }
      guard case .character(let characters) = instruction, characters.ranges.count == 1,
        let range = characters.ranges.first, range.count == 1, let scalar = Unicode.Scalar(range.lowerBound)
      else { break }
      prefix.unicodeScalars.append(scalar)
    }
    return Array(prefix.utf8)
  }

  private static func compile(_ syntax: PatternSyntax, into program: inout [Instruction]) throws(PatternError)
  {
    guard program.count < largestProgram else { throw PatternError(reason: "it is too large") }
    switch syntax {
    case .empty: break
    case .character(let characters): program.append(.character(characters))
    case .assertion(let assertion): program.append(.assertion(assertion))
    case .sequence(let parts): for part in parts { try compile(part, into: &program) }
    case .either(let branches): try compile(branches[...], into: &program)
    case .repeated(let part, let least, let most):
      for _ in 0..<least {
        let before = program.count
        try compile(part, into: &program)
        // Repeating nothing changes nothing, and nested it would take for ever.
        if program.count == before { break }
      }
      guard let most else { return try compileLoop(part, into: &program) }
      for _ in least..<most {
        try compileBranch(into: &program) { program throws(PatternError) in
          try compile(part, into: &program)
        }
      }
    }
  }

  private static func compile(
    _ branches: ArraySlice<PatternSyntax>, into program: inout [Instruction]
  ) throws(PatternError) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      try compileBranch(into: &program) { program throws(PatternError) in
        try compile(branch, into: &program)
        ends.append(program.count)
        program.append(.jump(0))
      }
    }
    if let last = branches.last { try compile(last, into: &program) }
    for end in ends { program[end] = .jump(program.count) }
  }

  /// What `body` compiles, or nothing of it.
  private static func compileBranch(
    into program: inout [Instruction], _ body: (inout [Instruction]) throws(PatternError) -> Void
  ) throws(PatternError) {
    let start = program.count
    program.append(.jump(0))
    try body(&program)
    program[start] = .either(start + 1, program.count)
  }

  private static func compileLoop(
    _ part: PatternSyntax, into program: inout [Instruction]
  ) throws(PatternError) {
    let start = program.count
    try compileBranch(into: &program) { program throws(PatternError) in
      try compile(part, into: &program)
      program.append(.jump(start))
    }
  }

  /// Whether the whole of `text` matches.
  func matchesWhole(_ text: String) -> Bool {
    text.utf8.starts(with: prefix) && run(over: text, isAnchored: true)
  }

  /// Whether any part of `text` matches, as an API server checks a field's pattern.
  func isFound(in text: String) -> Bool { run(over: text, isAnchored: false) }

  private func run(over text: String, isAnchored: Bool) -> Bool {
    var threads = Threads(program.count)
    var following = Threads(program.count)
    var before: UInt32?
    var scalars = text.unicodeScalars.makeIterator()
    var current = scalars.next()?.value
    var isStart = true
    while true {
      if isStart || !isAnchored { follow(0, in: &threads, before: before, after: current) }
      isStart = false
      if threads.hasMatched, !isAnchored || current == nil { return true }
      guard let value = current, !threads.waiting.isEmpty || !isAnchored else { return false }
      current = scalars.next()?.value
      for index in threads.waiting {
        if case .character(let characters) = program[index], characters.contains(value) {
          follow(index + 1, in: &following, before: value, after: current)
        }
      }
      swap(&threads, &following)
      following.clear()
      before = value
    }
  }

  /// Adds every instruction that is reached from `start` without consuming a character.
  private func follow(_ start: Int, in threads: inout Threads, before: UInt32?, after: UInt32?) {
    threads.pending.append(start)
    while let index = threads.pending.popLast() {
      guard threads.visit(index) else { continue }
      switch program[index] {
      case .character: threads.waiting.append(index)
      case .match: threads.hasMatched = true
      case .jump(let target): threads.pending.append(target)
      case .either(let first, let second):
        threads.pending.append(second)
        threads.pending.append(first)
      case .assertion(let assertion):
        if assertion.holds(between: before, and: after) { threads.pending.append(index + 1) }
      }
    }
  }

  /// The instructions at which the automaton may be.
  private struct Threads {
    var waiting: [Int] = []
    var pending: [Int] = []
    var hasMatched = false
    private var visited: [UInt32]
    private var generation: UInt32 = 1

    init(_ count: Int) { visited = Array(repeating: 0, count: count) }

    mutating func visit(_ index: Int) -> Bool {
      guard visited[index] != generation else { return false }
      visited[index] = generation
      return true
    }

    mutating func clear() {
      waiting.removeAll(keepingCapacity: true)
      hasMatched = false
      generation += 1
    }
  }
}

extension PatternSyntax.Assertion {
  fileprivate func holds(between before: UInt32?, and after: UInt32?) -> Bool {
    switch self {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == 10
    case .lineEnd: after == nil || after == 10
    case .wordBoundary: Self.isWord(before) != Self.isWord(after)
    case .noWordBoundary: Self.isWord(before) == Self.isWord(after)
    }
  }

  private static func isWord(_ value: UInt32?) -> Bool {
    value.map { CharacterClass.word.contains($0) } ?? false
  }
}
