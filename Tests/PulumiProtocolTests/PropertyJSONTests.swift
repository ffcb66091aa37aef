import JSON
import PulumiProtocol
import Testing

@Suite("Properties as JSON")
struct PropertyJSONTests {
    static let key = "4dabf18193072939515e22adb298388d"
    static let secret = "1b47061264138c4ac30d75fd1eb44270"

    @Test("every kind of property through JSON and back", arguments: RoundTripTests.values)
    func roundTrip(_ value: PropertyValue) throws {
        let map: PropertyMap = ["a": value, "b": [value]]
        #expect(try PropertyMap(json: map.json()) == map)
        #expect(try PropertyValue(json: JSON(parsing: value.json().text())) == value)
    }

    @Test("kinds that JSON lacks are objects with a signature")
    func signatures() throws {
        let map: PropertyMap = [
            "secret": .secret("s"), "unknown": .unknown, "asset": .asset(Asset(.path("p"), hash: "h")),
            "resource": .resource(ResourceReference(urn: "u", id: .unknown)),
            "output": .output(Output(.none, isSecret: true, dependencies: ["u"])),
        ]
        let expected = """
            {"asset":{"\(Self.key)":"c44067f5952c0a294b673a41bacd8c17","hash":"h","path":"p"},\
            "output":{"\(Self.key)":"d0e6a833031e9bbcd3f4e8bde6ca49a4","dependencies":["u"],"secret":true},\
            "resource":{"\(Self.key)":"5cf8f73096256a8f31e491e813e4eb8e","id":"","urn":"u"},\
            "secret":{"\(Self.key)":"\(Self.secret)","value":"s"},\
            "unknown":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"}
            """
        #expect(try map.json().text() == expected)
    }

    @Test("redacted JSON holds no secret, at any level")
    func redaction() throws {
        let map: PropertyMap = [
            "a": .secret(["password": "hunter2"]), "b": [.output(Output("hunter2", isSecret: true))],
            "c": .output(Output(["x": .secret("hunter2")])), "d": "shown",
        ]
        let text = try map.redactedJSON().text()
        #expect(!text.contains("hunter2"))
        #expect(text.contains("shown"))
        #expect(text.split(separator: "[secret]", omittingEmptySubsequences: false).count == 4)
    }

    @Test("a checkpoint holds ciphertext, and reading it gives the same properties")
    func checkpoint() throws {
        let map: PropertyMap = [
            "a": .secret(["password": "hunter2", "n": 1]), "b": [.secret("x")], "c": .asset(Asset(.text("t"))),
            "d": nil,
        ]
        let json = try map.checkpointJSON { "enc(\($0))" }
        #expect(json["b"]?[0]?["ciphertext"]?.string == #"enc("x")"#)
        #expect(json["a"]?["ciphertext"]?.string == #"enc({"n":1,"password":"hunter2"})"#)
        #expect(json["a"]?["value"] == nil)
        let read = try PropertyMap(checkpointJSON: json) { String($0.dropFirst(4).dropLast()) }
        #expect(read == map)
    }

    @Test("a checkpoint keeps of an output its value and that it is secret")
    func checkpointOutputs() throws {
        let map: PropertyMap = [
            "known": .output(Output(1, dependencies: ["u"])),
            "secret": .output(Output(.secret(1), isSecret: true)),
            "unknown": .output(Output(.none)),
        ]
        let read = try PropertyMap(checkpointJSON: map.checkpointJSON { $0 }) { $0 }
        #expect(read == ["known": 1, "secret": .secret(1), "unknown": .unknown])
    }

    @Test("a checkpoint that was exported with its secrets shown can be read")
    func plaintext() throws {
        let json = try JSON(parsing: #"{"a":{"\#(Self.key)":"\#(Self.secret)","plaintext":"[1,true]"}}"#)
        let read = try PropertyMap(checkpointJSON: json) { _ in throw CodecError.notFinite(property: "never asked") }
        #expect(read == ["a": .secret([1, true])])
    }

    @Test("an error of the decrypter is passed on as it is")
    func decrypterError() throws {
        struct WrongPassphrase: Error {}
        let json = try JSON(parsing: #"{"a":{"\#(Self.key)":"\#(Self.secret)","ciphertext":"v1"}}"#)
        #expect(throws: WrongPassphrase.self) {
            try PropertyMap(checkpointJSON: json) { _ in throw WrongPassphrase() }
        }
    }

    @Test(
        "what stands for no property names the place and the fault",
        arguments: [
            (#"{"a":[{"b":1e999}]}"#, "property a[0].b is not a finite number; only finite numbers can be sent"),
            (#"{"a":{"\#(key)":"nonsense"}}"#, #"property a has the unknown signature "nonsense""#),
            (#"{"a":{"\#(key)":1}}"#, "property a has a signature that is not text"),
            (#"{"a":{"\#(key)":"\#(secret)"}}"#, "property a is a secret without a value"),
            (#"{"a":{"\#(key)":"c44067f5952c0a294b673a41bacd8c17","path":1}}"#, "property a.path is not text"),
            (
                #"{"a":{"\#(key)":"0def7320c3a5731c473e5ecbe6d01bc7","assets":{"x":1}}}"#,
                "property a.assets.x is neither an asset nor an archive"
            ),
            (
                #"{"a":{"\#(key)":"5cf8f73096256a8f31e491e813e4eb8e"}}"#,
                "property a is a resource reference without a URN"
            ),
            (
                #"{"a":{"\#(key)":"d0e6a833031e9bbcd3f4e8bde6ca49a4","dependencies":[1]}}"#,
                "property a.dependencies is not a list of URNs"
            ),
            ("[]", "a value is not an object of properties"),
        ]
    )
    func invalid(_ text: String, _ description: String) throws {
        let json = try JSON(parsing: text)
        let error = #expect(throws: CodecError.self) { try PropertyMap(json: json) }
        #expect(error?.description == description)
    }

    @Test("100 levels of nesting pass and 101 do not, in every direction")
    func depth() throws {
        func nested(_ levels: Int) -> PropertyValue { (1..<levels).reduce(1) { value, _ in [value] } }
        let fits: PropertyMap = ["a": nested(100)]
        let tooDeep: PropertyMap = ["a": nested(101)]
        #expect(try PropertyMap(json: fits.json()) == fits)
        #expect(try CheckRequest(decoding: CheckRequest(news: fits).encoded()).news == fits)
        #expect(throws: CodecError.self) { try tooDeep.json() }
        #expect(throws: CodecError.self) { try CheckRequest(news: tooDeep).encoded() }
        #expect(throws: CodecError.self) { try tooDeep.checkpointJSON { $0 } }
        let text = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
        let deep = try JSON(parsing: text)
        #expect(throws: CodecError.self) { try PropertyValue(json: deep) }
    }

    @Test("numbers that are not finite have a signature in JSON", arguments: [Double.infinity, -.infinity])
    func signedNumbers(_ number: Double) throws {
        let map: PropertyMap = ["a": ["b": [.number(number)]]]
        #expect(try PropertyMap(json: map.json()) == map)
        let json: JSON = [
            "4dabf18193072939515e22adb298388d": "8ad145fe-0d11-4827-bfd7-1abcbf086f5c", "value": "fff0000000000000",
        ]
        #expect(try PropertyValue(json: json) == .number(-.infinity))
    }

    @Test("numbers that are not finite are refused on the wire", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(_ number: Double) throws {
        let map: PropertyMap = ["a": ["b": [.number(number)]]]
        #expect(throws: CodecError.notFinite(property: "a.b[0]")) { try CheckRequest(news: map).encoded() }
    }
}
