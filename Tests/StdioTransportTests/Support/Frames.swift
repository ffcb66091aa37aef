import PulumiProtocol
import RPC

@testable import StdioTransport

/// Bytes of frames, as an end would write them.
enum Frames {
    /// One frame.
    static func frame(_ type: UInt8, _ call: UInt32, flags: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = []
        FrameHeader(
            length: payload.count,
            type: FrameType(rawValue: type),
            flags: MessageFlags(rawValue: flags),
            call: call
        ).write(to: &bytes)
        return bytes + payload
    }

    /// The header of a MESSAGE that says it is that long.
    static func header(length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        FrameHeader(length: length, type: .message, call: 1).write(to: &bytes)
        return bytes
    }

    /// A unary call in whole.
    static func call(_ call: UInt32, _ method: String, _ request: [UInt8] = [], timeoutMs: UInt32 = 0) -> [UInt8] {
        open(call, method, timeoutMs: timeoutMs) + frame(0x02, call, flags: 3, request)
    }

    /// Only the CALL frame.
    static func open(_ call: UInt32, _ method: String, timeoutMs: UInt32 = 0) -> [UInt8] {
        let envelope = Call(method: method, timeoutMs: timeoutMs)
        return frame(0x01, call, (try? envelope.encoded()) ?? [])
    }

    /// A message with END.
    static func answer(_ call: UInt32, _ message: [UInt8]) -> [UInt8] {
        frame(0x02, call, flags: 3, message)
    }

    /// A STATUS frame.
    static func status(_ call: UInt32, _ code: StatusError.Code, _ message: String) -> [UInt8] {
        frame(0x03, call, StatusError(code, message).payload())
    }
}
