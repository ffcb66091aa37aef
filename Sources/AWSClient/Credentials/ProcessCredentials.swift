import Connections
import JSON

/// Credentials that a program prints (`credential_process`).
struct ProcessCredentials: CredentialSource {
    let command: String
    let profile: String

    var name: String { "the credential process of profile '\(profile)'" }

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let program = ProgramCommand("/bin/sh", arguments: ["-c", command], environment: context.environment)
        let (result, isCancelled) = await context.gate.cancelling {
            (try? await program.output(standardError: .inherited), Task.isCancelled)
        }
        if isCancelled { throw CredentialFailure("interrupted while \(name) ran", isCancellation: true) }
        guard let result, result.exit == .status(0) else {
            let end = result.map { $0.exit.description } ?? "could not be started"
            throw CredentialFailure("\(name) \(end); run it by hand to see why")
        }
        guard let value = try? JSON(parsing: result.bytes), value["Version"]?.int == 1,
            let found = AWSCredentials(value, source: "process of profile \(profile)")
        else {
            throw CredentialFailure("\(name) did not print an object with Version 1, AccessKeyId and SecretAccessKey")
        }
        return found
    }
}
