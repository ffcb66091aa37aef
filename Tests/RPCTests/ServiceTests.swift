import RPC
import Testing

@Suite("Service")
struct ServiceTests {
    private let context = CallContext(method: "/a/B")

    @Test("knows a method by its path, as what it is")
    func findsMethods() async throws {
        var service = Service(["/a/Unary": { request, _ in request + [1] }])
        service[streaming: "/a/Stream"] = { request, _, send in try await send(request) }

        #expect(try await service["/a/Unary"]?([0], context) == [0, 1])
        #expect(service["/a/Stream"] == nil)
        #expect(service[streaming: "/a/Unary"] == nil)
        #expect(service[streaming: "/a/Stream"] != nil)
        #expect(service["/a/Missing"] == nil)
    }

    @Test("takes the other's method where both have one")
    func merges() async throws {
        let first = Service(["/a/A": { _, _ in [1] }, "/a/B": { _, _ in [1] }])
        let merged = first.merging(Service(["/a/B": { _, _ in [2] }]))

        #expect(try await merged["/a/A"]?([], context) == [1])
        #expect(try await merged["/a/B"]?([], context) == [2])
    }

    @Test("forgets a method")
    func removes() {
        var service = Service(["/a/A": { _, _ in [] }])
        service["/a/A"] = nil
        #expect(service["/a/A"] == nil)
    }
}

@Suite("Status code")
struct StatusCodeTests {
    @Test(
        "has gRPC's name",
        arguments: [
            (StatusError.Code.ok, "OK"), (.unimplemented, "UNIMPLEMENTED"), (.unauthenticated, "UNAUTHENTICATED"),
        ]
    )
    func isNamed(code: StatusError.Code, name: String) {
        #expect(code.description == name)
    }

    @Test("is shown as a number where gRPC has no name", arguments: [Int32.min, -1, 17, .max])
    func isNumbered(number: Int32) {
        #expect(StatusError.Code(rawValue: number).description == "CODE_\(number)")
    }
}
