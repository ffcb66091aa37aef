import RPC
import Testing

@Suite("Status")
struct StatusErrorTests {
    @Test(
        "has gRPC's number and name",
        arguments: [
            (.cancelled, 1, "CANCELLED"), (.invalidArgument, 3, "INVALID_ARGUMENT"), (.notFound, 5, "NOT_FOUND"),
            (.failedPrecondition, 9, "FAILED_PRECONDITION"), (.internal, 13, "INTERNAL"),
            (.unavailable, 14, "UNAVAILABLE"), (.init(rawValue: 99), 99, "CODE_99"),
        ] as [(StatusError.Code, UInt32, String)]
    )
    func codes(code: StatusError.Code, number: UInt32, name: String) {
        #expect(code.rawValue == number)
        #expect(code.description == name)
    }

    @Test("explains an error by its own text, never by the name of a Swift type alone")
    func explanations() {
        struct Named: Error, CustomStringConvertible { let description = "the disk is full" }
        struct Bare: Error {}
        #expect(String(explaining: Named()) == "the disk is full")
        #expect(String(explaining: StatusError(.unknown, "refused")) == "refused")
        #expect(String(explaining: CancellationError()) == "the operation was cancelled before it came to its end")
        #expect(String(explaining: Bare()).hasPrefix("an unexpected error"))
    }
}
