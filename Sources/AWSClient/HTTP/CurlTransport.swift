internal import CCurl
internal import Synchronization

/// Sends requests through libcurl, which is opened at the first one.
///
/// Connections are kept and shared by all requests of a transport.
package final class CurlTransport: HTTPTransport {
    /// The options of every request of a transport.
    struct Options: Sendable {
        var connectTimeout: Duration
        var readTimeout: Duration
        var cancellationGrace: Duration
        var httpProxy: String?
        var httpsProxy: String?
        var noProxy: String?
        var certificateBundle: String?
        var checksCertificate: Bool
    }

    private let configuration: AWSConfiguration
    private let worker = Mutex<CurlWorker?>(nil)

    /// A transport with the time limits, proxies and certificates of a configuration.
    package init(_ configuration: AWSConfiguration) { self.configuration = configuration }

    deinit { worker.withLock { $0?.stop() } }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        if Task.isCancelled { throw HTTPFailure(.cancelled, "interrupted before the request was sent") }
        let worker = try startedWorker()
        let transfer = CurlTransfer(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { worker.submit(transfer, $0) }
        } onCancel: {
            worker.cancel(transfer)
        }
        return try result.get()
    }

    private func startedWorker() throws(HTTPFailure) -> CurlWorker {
        if let fault = ccurl_open() { throw HTTPFailure(.setup, String(cString: fault)) }
        let started = worker.withLock { worker in
            if worker == nil { worker = CurlWorker(Self.options(configuration)) }
            return worker
        }
        guard let started else { throw HTTPFailure(.setup, "no thread or memory for libcurl") }
        return started
    }

    private static func options(_ configuration: AWSConfiguration) -> Options {
        let settings = Settings(configuration)
        return Options(
            connectTimeout: configuration.connectTimeout,
            readTimeout: configuration.readTimeout,
            cancellationGrace: configuration.cancellationGrace,
            httpProxy: configuration.httpProxy,
            httpsProxy: configuration.httpsProxy,
            noProxy: configuration.noProxy,
            certificateBundle: settings.certificateBundle,
            checksCertificate: !configuration.skipsCertificateCheck
        )
    }
}
