internal import Dispatch
internal import Glibc
import JSON

/// Credentials that a program prints (`credential_process`).
struct ProcessCredentials: CredentialSource {
    let command: String
    let profile: String

    var name: String { "the credential process of profile '\(profile)'" }

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let (output, status) = await run(context.environment)
        guard let output, status == 0 else {
            throw CredentialFailure("\(name) failed (wait status \(status)); run it by hand to see why")
        }
        guard let value = try? JSON(parsing: output), value["Version"]?.int == 1,
            let found = AWSCredentials(value, source: "process of profile \(profile)")
        else {
            throw CredentialFailure("\(name) did not print an object with Version 1, AccessKeyId and SecretAccessKey")
        }
        return found
    }

    /// Runs the program, and returns its standard output and its wait status.
    ///
    /// It blocks a thread of Dispatch, not one of Swift's tasks.
    private func run(_ environment: [String: String]) async -> ([UInt8]?, CInt) {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Self.output(["/bin/sh", "-c", command], environment))
            }
        }
    }

    private static func output(_ arguments: [String], _ environment: [String: String]) -> ([UInt8]?, CInt) {
        var ends: [CInt] = [0, 0]
        // A socket pair, since it can be made with close-on-exec in one step: no other child may hold its end open.
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return (nil, -1) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var child: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let error = withCStrings(arguments) { argv in
            withCStrings(variables) { envp in posix_spawn(&child, arguments[0], &actions, nil, argv, envp) }
        }
        close(ends[1])
        guard error == 0 else { return (nil, error) }
        let bytes = FileContents.read(ends[0], limit: 1 << 20)
        if bytes == nil { kill(child, SIGKILL) }
        var status: CInt = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return (bytes, status)
    }

    private static func withCStrings<R>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var copies = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { fatalError("a list that ends with nil is never empty") }
            return body(base)
        }
    }
}
