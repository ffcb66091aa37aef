import PulumiProtocol

/// Prints how long one run of `body` takes: the best of five rounds, because others use the machine too.
func report(_ name: String, rounds: Int, _ body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    var best = Duration.seconds(3600)
    for _ in 0..<5 {
        best = min(best, try clock.measure { for _ in 0..<rounds { try body() } })
    }
    let nanoseconds = Double(best.components.seconds) * 1e9 + Double(best.components.attoseconds) / 1e9
    let tenths = (nanoseconds / Double(rounds) / 100).rounded() / 10
    print("\(name): \(tenths) µs")
}

/// Prints the figures of one message, there and back.
func report<M: ProtocolMessage>(_ message: M, rounds: Int) throws {
    let bytes = try message.encoded()
    print("\(M.self), \(bytes.count) bytes")
    try report("  written", rounds: rounds) { _ = try message.encoded() }
    try report("  read", rounds: rounds) { _ = try M(decoding: bytes) }
    try report("  as recorded JSON", rounds: rounds / 10 + 1) { _ = try message.recordingJSON() }
}

let register = RegisterResourceRequest.service
try report(register, rounds: 20_000)
try report(CheckRequest(urn: register.parent, news: register.object), rounds: 20_000)
let elements = (0..<20_000).map { PropertyValue.map(["number": .number(Double($0)), "text": "as long as a name"]) }
try report(CheckRequest(news: ["list": .list(elements)]), rounds: 10)
try report(GetSchemaResponse(schema: String(repeating: "x", count: 4_000_000)), rounds: 10)
try report("properties to JSON", rounds: 20_000) { _ = try register.object.json() }
let json = try register.object.json()
try report("properties from JSON", rounds: 20_000) { _ = try PropertyMap(json: json) }
try Texts.report()
