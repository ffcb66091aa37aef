import Crypto
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test(
        "gives the texts of RFC 4648 and reads them back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func published(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test("reads back every byte")
    func everyByte() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test(
        "refuses what is not Base64",
        arguments: ["A", "AB", "ABC", "AB=C", "A===", "====", "A B=", "Zh==", "Zm9=", "é==="]
    )
    func refuses(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
