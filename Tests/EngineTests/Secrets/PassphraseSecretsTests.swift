import JSON
import Synchronization
import Testing

@testable import Engine

@Suite("Passphrase secrets")
struct PassphraseSecretsTests {
    private let recorded = "v1:KxMU3CyG4w8=:v1:nejn44CNYHNqDksz:CjaqoG9oVfPadazHNIQD8Mz/03OQ3w=="

    @Test("decrypts what Pulumi encrypted")
    func recordedSecret() throws {
        let secrets = PassphraseSecrets(salt: recorded, source: PassphraseSource("correct horse"))
        let plain = try secrets.decrypt("v1:UUwLZkyrPzTdeWMQ:wWqQpufDPh2NaclWNQkx4/UCG1h9f4sJ73QD8myjzQ==")
        #expect(plain == "hunter2-planted")
    }

    @Test("decrypts its own ciphertexts, and reports a new salt once")
    func newSalt() throws {
        let told = Mutex<[String]>([])
        let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("pass")) { salt throws(StateError) in
            told.withLock { $0.append(salt) }
        }
        #expect(secrets.state == nil)
        let first = try secrets.encrypt("é")
        #expect(try secrets.encrypt("é") != first)
        #expect(told.withLock { $0 } == [secrets.salt])
        let again = PassphraseSecrets(salt: secrets.salt, source: PassphraseSource("pass"))
        #expect(try again.decrypt(first) == "é")
    }

    @Test("refuses a wrong passphrase, a missing one, a damaged salt and a damaged ciphertext, each by name")
    func refusals() {
        func kind(_ salt: String?, _ passphrase: String?, _ ciphertext: String) -> StateError.Kind? {
            let secrets = PassphraseSecrets(salt: salt, source: PassphraseSource(passphrase))
            return #expect(throws: StateError.self) { try secrets.decrypt(ciphertext) }?.kind
        }
        #expect(kind(recorded, "wrong", "v1:a:b") == .passphrase)
        #expect(kind(recorded, nil, "v1:a:b") == .passphrase)
        #expect(kind("v1:x", "correct horse", "v1:a:b") == .damaged)
        #expect(kind(recorded, "correct horse", "v1:a:b") == .damaged)
        #expect(kind(nil, "correct horse", "v1:a:b") == .damaged)
    }

    @Test("takes the passphrase from the environment or from a file")
    func source() throws {
        let folder = try TemporaryFolder()
        try folder.write("pass", Array(" from file \n".utf8))
        let file = "\(folder.path)/pass"
        let both = ["PULUMI_CONFIG_PASSPHRASE": "", "PULUMI_CONFIG_PASSPHRASE_FILE": file]
        #expect(try PassphraseSource(environment: both).passphrase() == "")
        #expect(try PassphraseSource(environment: ["PULUMI_CONFIG_PASSPHRASE_FILE": file]).passphrase() == "from file")
        #expect(try PassphraseSource(environment: [:]).passphrase() == nil)
        #expect(throws: StateError.self) {
            try PassphraseSource(environment: ["PULUMI_CONFIG_PASSPHRASE_FILE": file + "x"]).passphrase()
        }
    }

    @Test("asks for a passphrase once, before it derives a key")
    func asking() throws {
        let asked = Mutex(0)
        let source = PassphraseSource(environment: [:]) { _ in
            asked.withLock { $0 += 1 }
            return "wrong"
        }
        let secrets = PassphraseSecrets(salt: recorded, source: source)
        try secrets.ask()
        try secrets.ask()
        let error = #expect(throws: StateError.self) { try secrets.verify() }
        #expect(error?.message == "incorrect passphrase")
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("reports a missing passphrase as soon as it is needed")
    func missing() {
        let secrets = PassphraseSecrets(salt: recorded, source: PassphraseSource(nil))
        let error = #expect(throws: StateError.self) { try secrets.ask() }
        #expect(error?.kind == .passphrase)
    }

    @Test("derives no key before the first secret")
    func lazy() {
        let secrets = PassphraseSecrets(salt: recorded, source: PassphraseSource(nil))
        #expect(secrets.state == ["salt": .string(recorded)])
    }

    @Test("keeps the ciphertexts of unchanged secrets, equal ones too, and shares none between resources")
    func vault() throws {
        let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource("pass"))
        let (one, two) = (try secrets.encrypt("1"), try secrets.encrypt("1"))
        let vault = SecretVault(secrets)
        let decrypt = vault.decrypter(of: "urn", .inputs)
        _ = (try decrypt(one), try decrypt(two))
        let encrypt = vault.encrypter(of: "urn", .inputs)
        #expect(try [encrypt("1"), encrypt("1")] == [one, two])
        #expect(try ![one, two].contains(encrypt("1")))
        #expect(try ![one, two].contains(vault.encrypter(of: "urn", .outputs)("1")))
        #expect(try ![one, two].contains(vault.encrypter(of: "other", .inputs)("1")))
    }
}
