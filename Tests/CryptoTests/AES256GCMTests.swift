import Crypto
import Testing

@Suite("AES-256-GCM")
struct AES256GCMTests {
    let zeroKey = [UInt8](repeating: 0, count: 32)
    let zeroNonce = [UInt8](repeating: 0, count: 12)

    @Test("gives the ciphertexts of the GCM specification (test cases 13 and 14)")
    func published() throws {
        let empty = try AES256GCM.seal([], key: zeroKey, nonce: zeroNonce)
        #expect(hexadecimal(empty) == "530f8afbc74536b9a963b4f1c4cb738b")
        let block = try AES256GCM.seal([UInt8](repeating: 0, count: 16), key: zeroKey, nonce: zeroNonce)
        #expect(hexadecimal(block) == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    }

    @Test("opens what it sealed", arguments: [0, 1, 15, 16, 17, 100_000])
    func opens(_ count: Int) throws {
        let (key, nonce, text) = (randomBytes(32), randomBytes(12), randomBytes(count))
        #expect(try AES256GCM.open(AES256GCM.seal(text, key: key, nonce: nonce), key: key, nonce: nonce) == text)
    }

    @Test("refuses changed bytes, another key and another nonce")
    func refuses() throws {
        let sealed = try AES256GCM.seal([1, 2, 3], key: zeroKey, nonce: zeroNonce)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: AES256GCM.Failure.notAuthentic) {
                try AES256GCM.open(changed, key: zeroKey, nonce: zeroNonce)
            }
        }
        #expect(throws: AES256GCM.Failure.notAuthentic) {
            try AES256GCM.open(sealed, key: randomBytes(32), nonce: zeroNonce)
        }
        #expect(throws: AES256GCM.Failure.notAuthentic) {
            try AES256GCM.open(sealed, key: zeroKey, nonce: randomBytes(12))
        }
    }

    @Test("refuses lengths that are none")
    func lengths() {
        #expect(throws: AES256GCM.Failure.wrongLength) { try AES256GCM.seal([], key: [1], nonce: zeroNonce) }
        #expect(throws: AES256GCM.Failure.wrongLength) { try AES256GCM.seal([], key: zeroKey, nonce: [1]) }
        #expect(throws: AES256GCM.Failure.wrongLength) { try AES256GCM.open([1], key: zeroKey, nonce: zeroNonce) }
    }
}
