// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A listener of the load balancer, as `aws.lb.Listener` takes it.
///
/// Port, protocol and default action have defaults.
///
/// `awsx:lb:Listener`
struct ListenerInputs: InputView {
    static let names: [String] = [
        "alpnPolicy",
        "certificateArn",
        "defaultActions",
        "mutualAuthentication",
        "port",
        "protocol",
        "region",
        "routingHttpRequestXAmznMtlsClientcertHeaderName",
        "routingHttpRequestXAmznMtlsClientcertIssuerHeaderName",
        "routingHttpRequestXAmznMtlsClientcertLeafHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSubjectHeaderName",
        "routingHttpRequestXAmznMtlsClientcertValidityHeaderName",
        "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
        "routingHttpRequestXAmznTlsVersionHeaderName",
        "routingHttpResponseAccessControlAllowCredentialsHeaderValue",
        "routingHttpResponseAccessControlAllowHeadersHeaderValue",
        "routingHttpResponseAccessControlAllowMethodsHeaderValue",
        "routingHttpResponseAccessControlAllowOriginHeaderValue",
        "routingHttpResponseAccessControlExposeHeadersHeaderValue",
        "routingHttpResponseAccessControlMaxAgeHeaderValue",
        "routingHttpResponseContentSecurityPolicyHeaderValue",
        "routingHttpResponseServerEnabled",
        "routingHttpResponseStrictTransportSecurityHeaderValue",
        "routingHttpResponseXContentTypeOptionsHeaderValue",
        "routingHttpResponseXFrameOptionsHeaderValue",
        "sslPolicy",
        "tags",
        "tcpIdleTimeoutSeconds",
    ]

    let object: InputObject

    /// The ALPN policy.
    var alpnPolicy: PropertyValue? { object["alpnPolicy"] }

    /// The ARN of the certificate.
    var certificateArn: PropertyValue? { object["certificateArn"] }

    /// What happens to requests that no rule matches; by default they go to the default target group.
    var defaultActions: PropertyValue? { object["defaultActions"] }

    /// How clients prove who they are.
    var mutualAuthentication: PropertyValue? { object["mutualAuthentication"] }

    /// The port.
    var port: PropertyValue? { object["port"] }

    /// The protocol.
    var `protocol`: PropertyValue? { object["protocol"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// The name of the request header that carries the client's certificate.
    var routingHttpRequestXAmznMtlsClientcertHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznMtlsClientcertHeaderName"]
    }

    /// The name of the request header that carries the issuer of the client's certificate.
    var routingHttpRequestXAmznMtlsClientcertIssuerHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznMtlsClientcertIssuerHeaderName"]
    }

    /// The name of the request header that carries the leaf of the client's certificate.
    var routingHttpRequestXAmznMtlsClientcertLeafHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznMtlsClientcertLeafHeaderName"]
    }

    /// The name of the request header that carries the serial number of the client's certificate.
    var routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName"]
    }

    /// The name of the request header that carries the subject of the client's certificate.
    var routingHttpRequestXAmznMtlsClientcertSubjectHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznMtlsClientcertSubjectHeaderName"]
    }

    /// The name of the request header that carries the validity of the client's certificate.
    var routingHttpRequestXAmznMtlsClientcertValidityHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznMtlsClientcertValidityHeaderName"]
    }

    /// The name of the request header that carries the TLS cipher.
    var routingHttpRequestXAmznTlsCipherSuiteHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznTlsCipherSuiteHeaderName"]
    }

    /// The name of the request header that carries the TLS version.
    var routingHttpRequestXAmznTlsVersionHeaderName: PropertyValue? {
        object["routingHttpRequestXAmznTlsVersionHeaderName"]
    }

    /// The response header `Access-Control-Allow-Credentials`.
    var routingHttpResponseAccessControlAllowCredentialsHeaderValue: PropertyValue? {
        object["routingHttpResponseAccessControlAllowCredentialsHeaderValue"]
    }

    /// The response header `Access-Control-Allow-Headers`.
    var routingHttpResponseAccessControlAllowHeadersHeaderValue: PropertyValue? {
        object["routingHttpResponseAccessControlAllowHeadersHeaderValue"]
    }

    /// The response header `Access-Control-Allow-Methods`.
    var routingHttpResponseAccessControlAllowMethodsHeaderValue: PropertyValue? {
        object["routingHttpResponseAccessControlAllowMethodsHeaderValue"]
    }

    /// The response header `Access-Control-Allow-Origin`.
    var routingHttpResponseAccessControlAllowOriginHeaderValue: PropertyValue? {
        object["routingHttpResponseAccessControlAllowOriginHeaderValue"]
    }

    /// The response header `Access-Control-Expose-Headers`.
    var routingHttpResponseAccessControlExposeHeadersHeaderValue: PropertyValue? {
        object["routingHttpResponseAccessControlExposeHeadersHeaderValue"]
    }

    /// The response header `Access-Control-Max-Age`.
    var routingHttpResponseAccessControlMaxAgeHeaderValue: PropertyValue? {
        object["routingHttpResponseAccessControlMaxAgeHeaderValue"]
    }

    /// The response header `Content-Security-Policy`.
    var routingHttpResponseContentSecurityPolicyHeaderValue: PropertyValue? {
        object["routingHttpResponseContentSecurityPolicyHeaderValue"]
    }

    /// Whether the response header `Server` is sent.
    var routingHttpResponseServerEnabled: PropertyValue? { object["routingHttpResponseServerEnabled"] }

    /// The response header `Strict-Transport-Security`.
    var routingHttpResponseStrictTransportSecurityHeaderValue: PropertyValue? {
        object["routingHttpResponseStrictTransportSecurityHeaderValue"]
    }

    /// The response header `X-Content-Type-Options`.
    var routingHttpResponseXContentTypeOptionsHeaderValue: PropertyValue? {
        object["routingHttpResponseXContentTypeOptionsHeaderValue"]
    }

    /// The response header `X-Frame-Options`.
    var routingHttpResponseXFrameOptionsHeaderValue: PropertyValue? {
        object["routingHttpResponseXFrameOptionsHeaderValue"]
    }

    /// The policy of TLS versions and ciphers.
    var sslPolicy: PropertyValue? { object["sslPolicy"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }

    /// Seconds after which an idle TCP flow is forgotten.
    var tcpIdleTimeoutSeconds: PropertyValue? { object["tcpIdleTimeoutSeconds"] }
}
