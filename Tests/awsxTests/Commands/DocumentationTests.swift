import Foundation
import Testing

@testable import awsx

@Suite("Documentation")
struct DocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardized
    private static let pages =
        ["README.md", "CONTRIBUTING.md"]
        + ((try? FileManager.default.contentsOfDirectory(atPath: root.path + "/docs")) ?? []).sorted().map {
            "docs/\($0)"
        }

    private func text(_ page: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
    }

    // The reference is compared with the commands as a whole.
    @Test(
        "every command that README and docs show exists, with its flags",
        arguments: pages.filter { $0 != "docs/commands.md" }
    )
    func commandsAreValid(_ page: String) throws {
        for line in try text(page).split(separator: "\n") {
            guard let match = line.wholeMatch(of: #/(?:    )(?:bin/)?awsx ([^#|>]*).*/#) else { continue }
            let words = match.output.1.split(separator: " ").map { String($0.filter { $0 != "'" }) }
            #expect(throws: Never.self, "\(line)") { try ArgumentParser(root: .root).parse(words) }
        }
    }

    @Test("every script that README and docs name exists", arguments: pages)
    func scriptsExist(_ page: String) throws {
        for match in try text(page).matches(of: #/\bscripts/[a-z-]+[a-z]\b/#) {
            let path = Self.root.appending(path: String(match.output)).path
            #expect(FileManager.default.fileExists(atPath: path), "\(match.output)")
        }
    }

    @Test("every link leads to a page that exists", arguments: pages)
    func linksLead(_ page: String) throws {
        let folder = Self.root.appending(path: page).deletingLastPathComponent()
        for match in try text(page).matches(of: #/\]\(([^)#:]+)(?:#[^)]*)?\)/#) {
            let target = folder.appending(path: String(match.output.1)).standardized.path
            #expect(FileManager.default.fileExists(atPath: target), "\(match.output.0)")
        }
    }
}
