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
}
