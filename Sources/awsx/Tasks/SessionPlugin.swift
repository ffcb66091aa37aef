import Engine
import Glibc

/// AWS's `session-manager-plugin`, which shows a session of ECS Exec on the terminal.
struct SessionPlugin {
    private static let name = "session-manager-plugin"

    /// The path of the program.
    let path: String

    /// Finds the program on the PATH.
    ///
    /// - Throws: ``StateError`` with the place where AWS describes its installation.
    init(environment: [String: String]) throws(StateError) {
        let candidates = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(Self.name)" }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw StateError(
                .refused,
                "the Session Manager plugin is not on the PATH",
                remedy: "install \(Self.name) as AWS describes: https://docs.aws.amazon.com/systems-manager/latest/"
                    + "userguide/session-manager-working-with-install-plugin.html"
            )
        }
        path = found
    }

    /// Replaces this process with the program, which then owns the terminal and its signals.
    ///
    /// - Throws: ``UsageError`` if the system refuses.
    static func replaceProcess(with path: String, _ arguments: [String]) throws {
        // The commands ignore it; a program that is started expects to end by it.
        signal(SIGPIPE, SIG_DFL)
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        execv(path, &words)
        throw UsageError("cannot start \(path): \(String(cString: strerror(errno)))")
    }
}
