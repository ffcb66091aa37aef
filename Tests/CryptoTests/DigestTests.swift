import Crypto
import Testing

@Suite("Digests")
struct DigestTests {
    @Test(
        "SHA-1 gives the digests of FIPS 180-4",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ]
    )
    func sha1(_ message: String, _ digest: String) {
        #expect(hexadecimal(SHA1.hash(Array(message.utf8))) == digest)
    }

    @Test(
        "SHA-256 gives the digests of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func sha256(_ message: String, _ digest: String) {
        #expect(hexadecimal(SHA256.hash(Array(message.utf8))) == digest)
    }

    @Test("MD5 gives the digests of RFC 1321")
    func md5() {
        #expect(hexadecimal(MD5.hash([])) == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(hexadecimal(MD5.hash(Array("abc".utf8))) == "900150983cd24fb0d6963f7d28e17f72")
    }

    @Test("HMAC gives the codes of RFC 4231")
    func hmac() {
        let first = HMACSHA256.authenticate(Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20))
        #expect(hexadecimal(first) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = HMACSHA256.authenticate(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(hexadecimal(second) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test(
        "PBKDF2 gives the keys of RFC 7914",
        arguments: [
            (
                "passwd", "salt", 1,
                "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                    + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
            ),
            (
                "Password", "NaCl", 80000,
                "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                    + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
            ),
        ]
    )
    func pbkdf2(_ password: String, _ salt: String, _ iterations: Int, _ key: String) {
        let derived = PBKDF2.deriveKey(
            password: Array(password.utf8),
            salt: Array(salt.utf8),
            iterations: iterations,
            length: 64
        )
        #expect(hexadecimal(derived) == key)
    }
}
