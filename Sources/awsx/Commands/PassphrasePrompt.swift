import Engine

/// The prompt for a passphrase.
enum PassphrasePrompt {
    /// Reads a passphrase; a new one must be entered twice.
    static func passphrase(to purpose: PassphraseSource.Purpose) -> String? {
        guard purpose == .protect else {
            writeError(
                "Enter your passphrase to unlock config/secrets\n    (set PULUMI_CONFIG_PASSPHRASE or "
                    + "PULUMI_CONFIG_PASSPHRASE_FILE to remember): "
            )
            return Console.current.readHiddenLine()
        }
        while true {
            writeError("Enter your passphrase to protect config/secrets: ")
            guard let first = Console.current.readHiddenLine() else { return nil }
            writeError("Re-enter your passphrase to confirm: ")
            if Console.current.readHiddenLine() == first { return first }
            writeError("error: passphrases do not match\n")
        }
    }
}
