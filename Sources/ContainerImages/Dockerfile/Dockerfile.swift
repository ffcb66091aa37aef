/// The instructions of a Dockerfile, with the lines on which they stand.
package struct Dockerfile: Sendable {
    /// One instruction.
    package struct Instruction: Hashable, Sendable {
        /// The word that it begins with, in capitals.
        package let keyword: String
        /// The rest, with continued lines joined.
        package let arguments: String
        /// The number of the line that it begins on, from 1.
        package let line: Int
    }

    /// A Dockerfile that no builder would take.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The number of the line at fault, from 1; 0 for the file as a whole.
        package let line: Int
        /// The fault, and the remedy where there is one.
        package let reason: String

        /// The line and the fault.
        package var description: String { line == 0 ? reason : "line \(line): \(reason)" }
    }

    private static let keywords: Set<String> = [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ]

    /// The instructions, in the order of the file.
    package let instructions: [Instruction]
    /// Indicates whether the file names a frontend of its own, whose instructions only that frontend knows.
    private let hasOwnSyntax: Bool

    /// Reads the text of a file.
    package init(parsing text: String) {
        var reader = DockerfileReader(text)
        instructions = reader.instructions()
        hasOwnSyntax = reader.syntax.map { !$0.hasPrefix("docker/dockerfile:1") } ?? false
    }

    /// The instructions by stage: each begins with `FROM`; what stands before the first is in no stage.
    var stages: [[Instruction]] {
        var stages: [[Instruction]] = []
        for instruction in instructions {
            if instruction.keyword == "FROM" {
                stages.append([instruction])
            } else if !stages.isEmpty {
                stages[stages.count - 1].append(instruction)
            }
        }
        return stages
    }

    /// The images that stages begin with, as they are written: without the names of earlier stages, `scratch`, and
    /// those that depend on arguments.
    package var baseImages: [String] {
        var names: Set<String> = ["scratch"]
        var images: [String] = []
        for from in instructions where from.keyword == "FROM" {
            let words = from.arguments.split(whereSeparator: \.isWhitespace).filter { !$0.hasPrefix("--") }
            guard let image = words.first.map(String.init) else { continue }
            if !names.contains(image), !image.contains("$") { images.append(image) }
            if words.count == 3, words[1].lowercased() == "as" { names.insert(String(words[2])) }
        }
        return images
    }

    /// Indicates whether a stage begins with an empty image.
    var beginsEmpty: Bool {
        instructions.contains { $0.keyword == "FROM" && $0.arguments.split(separator: " ").contains("scratch") }
    }

    /// The first fault that can be found without building; `nil` if there is none.
    package var fault: Fault? {
        if hasOwnSyntax { return nil }
        if let unknown = instructions.first(where: { !Self.keywords.contains($0.keyword) }) {
            return Fault(line: unknown.line, reason: "there is no instruction \(unknown.keyword)")
        }
        if let early = instructions.first(where: { $0.keyword != "ARG" }), early.keyword != "FROM" {
            return Fault(line: early.line, reason: "\(early.keyword) stands before the first FROM")
        }
        if let empty = instructions.first(where: { $0.arguments.isEmpty }) {
            return Fault(line: empty.line, reason: "\(empty.keyword) needs an argument")
        }
        return stages.isEmpty ? Fault(line: 0, reason: "there is no FROM") : nil
    }
}
