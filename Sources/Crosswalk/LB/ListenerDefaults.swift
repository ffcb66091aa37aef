import ProviderKit
import PulumiProtocol

/// The port and protocol of a listener or target group, each derived from the other where it is not given.
enum ListenerDefaults {
    /// Makes the defaults for a load balancer that speaks HTTP.
    ///
    /// - Parameters:
    ///   - inputs: The listener; `nil` if there is none.
    ///   - fallback: The port if the listener has neither port nor protocol; 80 if this is `nil` or null too.
    /// - Returns: The properties `port` and `protocol` of the listener.
    static func http(_ inputs: ListenerInputs?, port fallback: PropertyValue?) -> PropertyMap {
        let (port, named) = (inputs?.port.value, inputs?.protocol.value)
        switch (port.isTruthy ? port : nil, named.isTruthy ? named : nil) {
        case (let port?, let named?):
            return ["port": port, "protocol": named]
        case (let port?, nil):
            let named = Output(gathering: port).map { PropertyValue.string($0 == 443 ? "HTTPS" : "HTTP") }
            return ["port": port, "protocol": named.property]
        case (nil, let named?):
            let port = Output(gathering: named).map { PropertyValue.number($0 == "HTTPS" ? 443 : 80) }
            return ["port": port.property, "protocol": named]
        case (nil, nil):
            return ["port": fallback.given ?? 80, "protocol": "HTTP"]
        }
    }
}
