/// Cuts the text of a Dockerfile into instructions: joins continued lines, and passes over comments and here-documents.
struct DockerfileReader {
    private var lines: ArraySlice<Substring>
    private var number = 0
    private var escape: Character = "\\"
    /// The value of the directive `# syntax=`; `nil` if there is none.
    private(set) var syntax: String?

    init(_ text: String) {
        lines = text.trimmingByteOrderMark.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        readDirectives()
    }

    /// Reads the directives, which stand before everything else.
    private mutating func readDirectives() {
        for line in lines {
            let text = line.trimmingSpaces
            guard text.hasPrefix("#") else { return }
            let parts = text.dropFirst().split(separator: "=", maxSplits: 1).map(\.trimmingSpaces)
            guard parts.count == 2 else { return }
            switch parts[0].lowercased() {
            case "syntax": syntax = parts[1]
            case "escape": escape = parts[1].first ?? escape
            case "check": break
            default: return
            }
        }
    }

    /// Returns all instructions.
    mutating func instructions() -> [Dockerfile.Instruction] {
        var instructions: [Dockerfile.Instruction] = []
        while let line = nextLine() {
            let text = line.trimmingSpaces
            if text.isEmpty || text.hasPrefix("#") { continue }
            let start = number
            let whole = joined(text)
            let parts = whole.split(maxSplits: 1, whereSeparator: \.isWhitespace)
            let keyword = parts[0].uppercased()
            let arguments = parts.count > 1 ? parts[1].trimmingSpaces : ""
            instructions.append(.init(keyword: keyword, arguments: arguments, line: start))
            if ["RUN", "COPY", "ADD"].contains(keyword) {
                for mark in hereDocuments(arguments) { skipHereDocument(mark) }
            }
        }
        return instructions
    }

    private mutating func nextLine() -> Substring? {
        number += 1
        return lines.popFirst()
    }

    /// Returns a line with those that continue it; comments and empty lines between them are passed over.
    private mutating func joined(_ first: String) -> String {
        var text = first
        while text.last == escape {
            text = text.dropLast().trimmingSpaces
            var next = nextLine()
            while let comment = next?.trimmingSpaces, comment.isEmpty || comment.hasPrefix("#") { next = nextLine() }
            guard let next else { break }
            text += " " + next.trimmingSpaces
        }
        return text
    }

    /// Returns the words that end the here-documents of an instruction, such as `EOF` for `RUN <<EOF`.
    private func hereDocuments(_ arguments: String) -> [String] {
        arguments.split(whereSeparator: \.isWhitespace).compactMap { word in
            guard word.hasPrefix("<<"), !word.hasPrefix("<<<") else { return nil }
            let mark = word.dropFirst(2).drop { $0 == "-" }.filter { $0 != "\"" && $0 != "'" }
            return mark.isEmpty ? nil : mark
        }
    }

    private mutating func skipHereDocument(_ mark: String) {
        while let line = nextLine(), line.drop(while: { $0 == "\t" }) != mark {}
    }
}
