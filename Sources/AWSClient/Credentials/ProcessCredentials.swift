import JSON

/// Credentials that a program prints (`credential_process`).
struct ProcessCredentials: CredentialSource {
    let command: String
    let profile: String

    var name: String { "the credential process of profile '\(profile)'" }

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let program = CredentialProgram(["/bin/sh", "-c", command], context.environment)
        let (output, status) = await context.gate.cancelling { await program.run() }
        if program.isCancelled { throw CredentialFailure("interrupted while \(name) ran", isCancellation: true) }
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
}
