internal import CCurl

/// One request on its way through libcurl.
///
/// `@unchecked Sendable`: it is made with its request alone, and from then on only the worker's thread touches it.
/// Callbacks of libcurl run on that thread too.
final class CurlTransfer: @unchecked Sendable {
    /// Larger answers are refused: no operation has one.
    private static let bodyLimit = 256 << 20

    let request: HTTPRequest
    var answer: CurlWorker.Answer?
    var isCancelled = false
    /// The time at which curl took the transfer.
    private var began = ContinuousClock.now
    private(set) var easy: UnsafeMutableRawPointer?
    private var response = HTTPResponse(status: 0)
    private var headerList: UnsafeMutablePointer<curl_slist>?
    /// Memory that curl reads or writes during the transfer: the body, and the text of an error.
    private var bodyCopy: UnsafeMutableBufferPointer<UInt8>?
    private var errorText: UnsafeMutablePointer<CChar>?

    init(_ request: HTTPRequest) { self.request = request }

    deinit { free() }

    /// `true` if the server may have seen a part of the request.
    var wasSent: Bool {
        var size = 0
        guard let easy, ccurl_easy_get_long(easy, CURLINFO_REQUEST_SIZE, &size) == CURLE_OK else { return true }
        return size > 0
    }

    /// The time at which the transfer is given up: a cancelled one, and one whose server has not begun to answer; `nil`
    /// while an answer arrives.
    func deadline(_ options: CurlTransport.Options) -> ContinuousClock.Instant? {
        if isCancelled { return began + options.cancellationGrace }
        return response.status == 0 ? began + silence(options) : nil
    }

    /// The failure at the deadline.
    func lateness(_ options: CurlTransport.Options) -> HTTPFailure {
        isCancelled
            ? HTTPFailure(.cancelled, "interrupted; the request was sent and has no answer yet")
            : HTTPFailure(.timeout, "no answer within \(silence(options).inWords)")
    }

    private func silence(_ options: CurlTransport.Options) -> Duration { request.readTimeout ?? options.readTimeout }

    /// Hands the answer over and frees what the transfer held.
    func finish(_ result: Result<HTTPResponse, HTTPFailure>) {
        free()
        easy = nil
        answer?.resume(returning: result)
        answer = nil
    }

    private func free() {
        ccurl_free(headerList)
        headerList = nil
        bodyCopy?.deallocate()
        bodyCopy = nil
        errorText?.deallocate()
        errorText = nil
    }

    /// The outcome of a transfer that curl says is over.
    func result(_ code: CURLcode) -> Result<HTTPResponse, HTTPFailure> {
        if code == CURLE_OK { return .success(response) }
        if code == CURLE_OPERATION_TIMEDOUT, !wasSent {
            return .failure(HTTPFailure(.noConnection, "no connection within the time allowed"))
        }
        let usual = ccurl_easy_strerror(code).map { String(cString: $0) } ?? "libcurl error \(code.rawValue)"
        let own = errorText.map { String(cString: $0) } ?? ""
        return .failure(HTTPFailure(Self.kinds[code.rawValue] ?? .interrupted, own.isEmpty ? usual : own))
    }

    private static let kinds: [UInt32: HTTPFailure.Kind] = [
        CURLE_COULDNT_RESOLVE_HOST.rawValue: .noConnection, CURLE_COULDNT_RESOLVE_PROXY.rawValue: .noConnection,
        CURLE_COULDNT_CONNECT.rawValue: .noConnection, CURLE_SSL_CONNECT_ERROR.rawValue: .noConnection,
        CURLE_OPERATION_TIMEDOUT.rawValue: .timeout, CURLE_PEER_FAILED_VERIFICATION.rawValue: .untrusted,
        CURLE_SSL_CACERT_BADFILE.rawValue: .untrusted, CURLE_URL_MALFORMAT.rawValue: .setup,
        CURLE_UNSUPPORTED_PROTOCOL.rawValue: .setup, CURLE_OUT_OF_MEMORY.rawValue: .setup,
        CURLE_WRITE_ERROR.rawValue: .setup,
    ]

    // MARK: What curl hands in

    /// Takes a header line; a status line begins anew, as after `100 Continue`.
    fileprivate func receive(header bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            response.headers = []
            response.status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingSpaces
            response.headers.append((name: line[..<colon].lowercased(), value: value))
        }
    }

    /// Takes a part of the body; `false` refuses it and ends the transfer.
    fileprivate func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
        guard response.body.count + bytes.count <= Self.bodyLimit else { return false }
        response.body.append(contentsOf: bytes)
        return true
    }

    // MARK: Set-up

    /// Sets the options of a fresh handle for the request.
    func prepare(_ easy: UnsafeMutableRawPointer, _ options: CurlTransport.Options) {
        self.easy = easy
        began = .now
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_easy_set_text(easy, CURLOPT_URL, request.url)
        ccurl_easy_set_long(easy, CURLOPT_NOSIGNAL, 1)
        // Else the end of a transfer whose name is not found yet would wait for the resolver.
        ccurl_easy_set_long(easy, CURLOPT_QUICK_EXIT, 1)
        ccurl_easy_set_long(easy, CURLOPT_PATH_AS_IS, 1)
        ccurl_easy_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        ccurl_easy_set_pointer(easy, CURLOPT_WRITEDATA, context)
        ccurl_easy_set_sink(easy, CURLOPT_WRITEFUNCTION, receiveBody)
        ccurl_easy_set_pointer(easy, CURLOPT_HEADERDATA, context)
        ccurl_easy_set_sink(easy, CURLOPT_HEADERFUNCTION, receiveHeader)
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        text.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        errorText = text
        ccurl_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, text)
        setTimeouts(easy, options)
        setRoute(easy, options)
        setMethod(easy)
        setHeaders(easy)
    }

    private func setTimeouts(_ easy: UnsafeMutableRawPointer, _ options: CurlTransport.Options) {
        let connect = request.connectTimeout ?? options.connectTimeout
        ccurl_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(connect.inMilliseconds, 1))
        // Silence within an answer, which curl measures as less than a byte a second.
        ccurl_easy_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1)
        ccurl_easy_set_long(easy, CURLOPT_LOW_SPEED_TIME, max(silence(options).inWholeSeconds, 1))
    }

    private func setRoute(_ easy: UnsafeMutableRawPointer, _ options: CurlTransport.Options) {
        let proxy = request.scheme == "https" ? options.httpsProxy ?? options.httpProxy : options.httpProxy
        if let proxy { ccurl_easy_set_text(easy, CURLOPT_PROXY, proxy) }
        // Metadata services are on this machine's link: no proxy could reach them.
        let isLinkLocal = ["169.254.", "[fd00:ec2:", "[fe80:"].contains { request.authority.hasPrefix($0) }
        if let noProxy = isLinkLocal ? "*" : options.noProxy { ccurl_easy_set_text(easy, CURLOPT_NOPROXY, noProxy) }
        if let bundle = options.certificateBundle { ccurl_easy_set_text(easy, CURLOPT_CAINFO, bundle) }
        if !options.checksCertificate {
            ccurl_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 0)
            ccurl_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private func setMethod(_ easy: UnsafeMutableRawPointer) {
        if request.method == "HEAD" {
            ccurl_easy_set_long(easy, CURLOPT_NOBODY, 1)
        } else if ["POST", "PUT"].contains(request.method) || !request.body.isEmpty {
            // An empty body is sent as well: S3 wants to be told its length.
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(request.body.count, 1))
            _ = copy.initialize(from: request.body)
            bodyCopy = copy
            ccurl_easy_set_long(easy, CURLOPT_POST, 1)
            ccurl_easy_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
            ccurl_easy_set_pointer(easy, CURLOPT_POSTFIELDS, copy.baseAddress)
        }
        if !["GET", "HEAD", "POST"].contains(request.method) {
            ccurl_easy_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func setHeaders(_ easy: UnsafeMutableRawPointer) {
        // Without the first, curl would wait for a "100 Continue" before larger bodies.
        var lines = ["expect:"]
        if bodyCopy != nil, !request.headers.contains(where: { $0.name == "content-type" }) {
            lines.append("content-type:")
        }
        for header in request.headers where header.name != "host" {
            let value = header.value.filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
            lines.append(value.isEmpty ? "\(header.name);" : "\(header.name): \(value)")
        }
        for line in lines { headerList = ccurl_slist_append(headerList, line) }
        ccurl_easy_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
    }
}

/// Frees a list, if there is one; libcurl need not be open for none.
private func ccurl_free(_ list: UnsafeMutablePointer<curl_slist>?) {
    if let list { ccurl_slist_free_all(list) }
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    transfer.receive(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}
