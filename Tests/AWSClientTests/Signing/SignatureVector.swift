/// A case of AWS's published test suite for Signature Version 4: a request, and the signature that it must get.
///
/// The cases are those of `aws-sig-v4-test-suite` with signatures in headers. Left out is the one of a session token that
/// is added unsigned, which no service that we call wants.
struct SignatureVector: Sendable, CustomStringConvertible {
    var name: String
    var method: String
    /// Path and query as the suite writes them, not encoded.
    var target: String
    var headers: [[String]]
    var body = ""
    var normalizesPath = true
    var signsBody = false
    var sessionToken: String?
    var signature: String

    var description: String { name }

    static let all: [SignatureVector] = [
        SignatureVector(
            name: "get-header-key-duplicate",
            method: "GET",
            target: "/",
            headers: [
                ["Host", "example.amazonaws.com"], ["My-Header1", "value2"], ["My-Header1", "value2"],
                ["My-Header1", "value1"],
            ],
            signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
        ),
        SignatureVector(
            name: "get-header-value-multiline",
            method: "GET",
            target: "/",
            headers: [["Host", "example.amazonaws.com"], ["My-Header1", "value1\n  value2\n     value3"]],
            signature: "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd"
        ),
        SignatureVector(
            name: "get-header-value-order",
            method: "GET",
            target: "/",
            headers: [
                ["Host", "example.amazonaws.com"], ["My-Header1", "value4"], ["My-Header1", "value1"],
                ["My-Header1", "value3"], ["My-Header1", "value2"],
            ],
            signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"
        ),
        SignatureVector(
            name: "get-header-value-trim",
            method: "GET",
            target: "/",
            headers: [
                ["Host", "example.amazonaws.com"], ["My-Header1", " value1"], ["My-Header2", " \"a   b   c\""],
            ],
            signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
        ),
        SignatureVector(
            name: "get-relative-normalized",
            method: "GET",
            target: "/example/..",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SignatureVector(
            name: "get-relative-relative-normalized",
            method: "GET",
            target: "/example1/example2/../..",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SignatureVector(
            name: "get-relative-relative-unnormalized",
            method: "GET",
            target: "/example1/example2/../..",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "dc33e0856fd4baca4d7aa2146c38958283844764f38c74252a333df5e613003b"
        ),
        SignatureVector(
            name: "get-relative-unnormalized",
            method: "GET",
            target: "/example/..",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282"
        ),
        SignatureVector(
            name: "get-slash-dot-slash-normalized",
            method: "GET",
            target: "/./",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SignatureVector(
            name: "get-slash-dot-slash-unnormalized",
            method: "GET",
            target: "/./",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "68714168e6557f8f2de0ef956fc24dc2593a4bd2961f8df51898d8a134695145"
        ),
        SignatureVector(
            name: "get-slash-normalized",
            method: "GET",
            target: "//",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SignatureVector(
            name: "get-slash-pointless-dot-normalized",
            method: "GET",
            target: "/./example",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"
        ),
        SignatureVector(
            name: "get-slash-pointless-dot-unnormalized",
            method: "GET",
            target: "/./example",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "beb03f223f7deae4146464f06e29eebbee9c8afbe15c290cf07aa8b119e14cff"
        ),
        SignatureVector(
            name: "get-slash-unnormalized",
            method: "GET",
            target: "//",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "c88bcd3d312d75078c0cd961d6deae3f4c754924b01669efcfcb439fd5e5b76e"
        ),
        SignatureVector(
            name: "get-slashes-normalized",
            method: "GET",
            target: "//example//",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"
        ),
        SignatureVector(
            name: "get-slashes-unnormalized",
            method: "GET",
            target: "//example//",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5"
        ),
        SignatureVector(
            name: "get-space-normalized",
            method: "GET",
            target: "/example space/",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
        ),
        SignatureVector(
            name: "get-space-unnormalized",
            method: "GET",
            target: "/example space/",
            headers: [["Host", "example.amazonaws.com"]],
            normalizesPath: false,
            signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
        ),
        SignatureVector(
            name: "get-unreserved",
            method: "GET",
            target: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
        ),
        SignatureVector(
            name: "get-utf8",
            method: "GET",
            target: "/ሴ",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"
        ),
        SignatureVector(
            name: "get-vanilla-empty-query-key",
            method: "GET",
            target: "/?Param1=value1",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"
        ),
        SignatureVector(
            name: "get-vanilla-query-order-encoded",
            method: "GET",
            target: "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"
        ),
        SignatureVector(
            name: "get-vanilla-query-order-key-case",
            method: "GET",
            target: "/?Param2=value2&Param1=value1",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        ),
        SignatureVector(
            name: "get-vanilla-query-unreserved",
            method: "GET",
            target:
                "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"
        ),
        SignatureVector(
            name: "get-vanilla-query",
            method: "GET",
            target: "/",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SignatureVector(
            name: "get-vanilla-utf8-query",
            method: "GET",
            target: "/?ሴ=bar",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
        ),
        SignatureVector(
            name: "get-vanilla-with-session-token",
            method: "GET",
            target: "/",
            headers: [["Host", "example.amazonaws.com"]],
            sessionToken: "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
            signature: "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"
        ),
        SignatureVector(
            name: "get-vanilla",
            method: "GET",
            target: "/",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        ),
        SignatureVector(
            name: "post-header-key-case",
            method: "POST",
            target: "/",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        ),
        SignatureVector(
            name: "post-header-key-sort",
            method: "POST",
            target: "/",
            headers: [["Host", "example.amazonaws.com"], ["My-Header1", "value1"]],
            signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"
        ),
        SignatureVector(
            name: "post-header-value-case",
            method: "POST",
            target: "/",
            headers: [["Host", "example.amazonaws.com"], ["My-Header1", "VALUE1"]],
            signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
        ),
        SignatureVector(
            name: "post-sts-header-before",
            method: "POST",
            target: "/",
            headers: [["Host", "example.amazonaws.com"]],
            sessionToken:
                "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==",
            signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
        ),
        SignatureVector(
            name: "post-vanilla-empty-query-value",
            method: "POST",
            target: "/?Param1=value1",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
        ),
        SignatureVector(
            name: "post-vanilla-query",
            method: "POST",
            target: "/?Param1=value1",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
        ),
        SignatureVector(
            name: "post-vanilla",
            method: "POST",
            target: "/",
            headers: [["Host", "example.amazonaws.com"]],
            signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        ),
        SignatureVector(
            name: "post-x-www-form-urlencoded-parameters",
            method: "POST",
            target: "/",
            headers: [
                ["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"],
                ["Host", "example.amazonaws.com"], ["Content-Length", "13"],
            ],
            body: "Param1=value1",
            signsBody: true,
            signature: "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422"
        ),
        SignatureVector(
            name: "post-x-www-form-urlencoded",
            method: "POST",
            target: "/",
            headers: [
                ["Content-Type", "application/x-www-form-urlencoded"], ["Host", "example.amazonaws.com"],
                ["Content-Length", "13"],
            ],
            body: "Param1=value1",
            signsBody: true,
            signature: "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"
        ),
    ]
}
