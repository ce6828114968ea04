/// The words of a command line as a shell would pass them on: blanks part them, single and double quotes keep them together.
enum ShellWords {
  static func of(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isOpen = false
    var quote: Character?
    for letter in line {
      switch (letter, quote) {
      case (let letter, let open?) where letter == open: quote = nil
      case ("'", nil), ("\"", nil):
        quote = letter
        isOpen = true
      case (" ", nil):
        if isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      default:
        word.append(letter)
        isOpen = true
      }
    }
    return isOpen ? words + [word] : words
  }
}
