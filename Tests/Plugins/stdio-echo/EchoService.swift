import Glibc
import RPC
import StdioTransport

extension Service {
    /// The methods of the plugin.
    static let echo: Service = {
        var service = Service([
            "/test.Echo/Echo": { request, _ in request },
            "/test.Echo/Size": { request, _ in Array(String(request.count).utf8) },
            "/test.Echo/Make": { request, _ in [UInt8](repeating: 7, count: try request.number) },
            "/test.Echo/Sleep": { request, _ in
                try await Task.sleep(for: .milliseconds(request.number))
                return Array("slept".utf8)
            },
            "/test.Echo/Stubborn": { request, _ in
                say("began")
                // Deaf to cancellation, as a call to AWS is that has already been sent.
                usleep(UInt32(try request.number) * 1000)
                return Array("done".utf8)
            },
            "/test.Echo/CallBack": { request, context in
                let channel = try await context.dialler.channel(to: StdioConnection.address)
                return try await channel.call("/test.Host/Answer", request)
            },
            "/test.Echo/Metadata": { _, context in
                Array(
                    context.metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
                        .utf8
                )
            },
            "/test.Echo/Fail": { request, _ in
                throw StatusError(
                    .notFound,
                    String(decoding: request, as: UTF8.self),
                    details: [StatusError.Detail(typeURL: "type.googleapis.com/test.Detail", value: [1, 2, 3])]
                )
            },
            "/test.Echo/Print": { request, _ in
                print(String(decoding: request, as: UTF8.self))
                fflush(nil)
                return []
            },
            "/test.Echo/Directory": { _, _ in
                guard let path = getcwd(nil, 0) else { return [] }
                defer { free(path) }
                return Array(String(cString: path).utf8)
            },
            "/test.Echo/Variable": { request, _ in
                guard let value = getenv(String(decoding: request, as: UTF8.self)) else { return [] }
                return Array(String(cString: value).utf8)
            },
            "/test.Echo/Exit": { request, _ in
                say("the disk is full")
                exit(Int32(try request.number))
            },
            "/test.Echo/Kill": { _, _ in
                kill(getpid(), SIGKILL)
                return []
            },
        ])
        service[streaming: "/test.Echo/Count"] = { request, _, send in
            for number in 0..<(try request.number) { try await send(Array(String(number).utf8)) }
        }
        service[streaming: "/test.Echo/Flood"] = { request, _, send in
            let message = [UInt8](repeating: 9, count: try request.number)
            while true { try await send(message) }
        }
        return service
    }()
}

/// Writes a line to standard error.
private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}

extension [UInt8] {
    /// The decimal number that the bytes spell.
    fileprivate var number: Int {
        get throws {
            guard let number = Int(String(decoding: self, as: UTF8.self)) else {
                throw StatusError(.invalidArgument, "expected a decimal number")
            }
            return number
        }
    }
}
