import Engine
import Glibc

extension Command {
    static let stateMove = Command(
        name: "move",
        summary: "Move resources with their children to another stack",
        operands: "URN…",
        operandCount: 1...1000,
        flags: [
            .value("source", "STACK", "The source stack (default: the current one)"),
            .value("dest", "STACK", "The destination stack (default: the current one)"),
            .boolean("include-parents", "Move their parents too"), withoutAsking,
        ]
    ) { arguments in
        let place = try ProjectContext.find(arguments)
        guard arguments.value("source") ?? arguments.value("dest") != nil else {
            throw UsageError("at least one of --source and --dest is required")
        }
        let source = try ProjectStack(place, try place.existing(arguments.value("source"), arguments))
        let target = try ProjectStack(place, try place.existing(arguments.value("dest"), arguments))
        guard source.stack != target.stack else { throw UsageError("source and destination are the same stack") }
        return try await place.backend.withStack(source.stack, secrets: source.secrets) { from in
            try await place.backend.withStack(target.stack, secrets: target.secrets) { to in
                let move = try SnapshotMove(
                    arguments.operands.map { ShortTokens.urn($0, among: from.snapshot.resources.map(\.urn)) },
                    from: from.snapshot,
                    to: to.snapshot,
                    of: target.stack,
                    includingParents: arguments.has("include-parents")
                )
                writeOut("Planning to move the following resources from \(source.stack) to \(target.stack):\n\n")
                writeOut(move.moved.map { "  - \($0)\n" }.joined() + "\n")
                if !move.broken.isEmpty {
                    writeOut(
                        "The following dependencies will be removed; replace them by inputs and outputs of the programs:\n\n"
                    )
                    writeOut(move.broken.map { "  - \($0)\n" }.joined() + "\n")
                }
                guard isConfirmed(arguments) else { return .failure }
                // The destination is saved first: if the second save fails, the resources are in both stacks, and none
                // is lost.
                try to.finish(move.destination, record: nil)
                try from.finish(move.source, record: nil)
                writeOut("Successfully moved resources from \(source.stack) to \(target.stack)\n")
                return .success
            }
        }
    }

    static let stateRepair = Command(
        name: "repair",
        summary: "Repair an inconsistent state",
        flags: [withoutAsking]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let backend = place.backend.withoutIntegrityCheck
        return try await backend.withStack(place.stack, secrets: place.secrets) { session in
            let repair = SnapshotRepair(session.snapshot)
            guard !repair.changes.isEmpty || !repair.faults.isEmpty else {
                writeOut("The snapshot is already valid; skipping repair\n")
                return .success
            }
            if let fault = repair.faults.first {
                throw StateError(
                    .refused,
                    "cannot repair the state: \(fault)",
                    remedy: "export it with 'awsx stack export', edit the file, and import it again"
                )
            }
            writeOut(repair.changes.map { "  - \($0)\n" }.joined())
            guard isConfirmed(arguments) else { return .failure }
            try session.finish(repair.snapshot, record: nil)
            writeOut("State repaired successfully\n")
            return .success
        }
    }

    static let stateEdit = Command(
        name: "edit",
        summary: "Edit the state as JSON in an editor: --editor, VISUAL or EDITOR",
        flags: [.value("editor", "COMMAND", "The editor command"), withoutAsking]
    ) { arguments in
        let place = try ProjectStack.open(arguments)
        let editor = [arguments.value("editor"), place.environment["VISUAL"], place.environment["EDITOR"]]
            .compactMap { $0 }.first { !$0.isEmpty }
        guard let editor else { throw UsageError("no editor: set EDITOR, or pass --editor") }
        let before = try place.backend.export(place.stack)
        var path = Array("\(place.environment["TMPDIR"] ?? "/tmp")/awsx-state-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw UsageError("cannot create a temporary file") }
        close(descriptor)
        let file = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(file) }
        try writeFile(before, to: file)
        guard system("\(editor) \(ShellWord(file).quoted)") == 0 else {
            throw UsageError("'\(editor)' failed; the state was not changed")
        }
        let after = try readFile(file)
        guard after != before else {
            writeOut("State was not changed\n")
            return .success
        }
        guard isConfirmed(arguments) else { return .failure }
        let warnings = try place.backend.import(place.stack, Array(after.utf8), secrets: place.secrets)
        writeWarnings(warnings)
        writeOut("State was changed\n")
        return .success
    }

    static let stateUpgrade = Command(
        name: "upgrade",
        summary: "Convert stacks without projects to the layout with projects",
        flags: [withoutAsking]
    ) { arguments in
        let environment = Console.current.environment()
        let project = try Project.file(from: try Console.current.workingFolder()).map { try Project(readingFile: $0) }
        let backend = try FileBackend.current(project: project, environment: environment)
        guard isConfirmed(arguments) else { return .failure }
        let (moved, left) = try backend.upgrade(project: project?.name)
        writeWarnings(left.map { name, reason in "skipping stack '\(name)': \(reason)" })
        writeError("Upgraded \(moved.count) stack(s) to project mode\n")
        return .success
    }
}
