import RPC
import Testing

@Suite("Status")
struct StatusErrorTests {
    @Test(
        "has gRPC's number and name",
        arguments: [
            (.ok, 0, "OK"), (.cancelled, 1, "CANCELLED"), (.unknown, 2, "UNKNOWN"),
            (.invalidArgument, 3, "INVALID_ARGUMENT"), (.deadlineExceeded, 4, "DEADLINE_EXCEEDED"),
            (.notFound, 5, "NOT_FOUND"), (.alreadyExists, 6, "ALREADY_EXISTS"),
            (.permissionDenied, 7, "PERMISSION_DENIED"), (.resourceExhausted, 8, "RESOURCE_EXHAUSTED"),
            (.failedPrecondition, 9, "FAILED_PRECONDITION"), (.aborted, 10, "ABORTED"),
            (.outOfRange, 11, "OUT_OF_RANGE"), (.unimplemented, 12, "UNIMPLEMENTED"), (.internal, 13, "INTERNAL"),
            (.unavailable, 14, "UNAVAILABLE"), (.dataLoss, 15, "DATA_LOSS"), (.unauthenticated, 16, "UNAUTHENTICATED"),
            (.init(rawValue: 99), 99, "CODE_99"),
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
