import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/listener:Listener`; its id is the ARN.
    static let listener = ResourceDescriptor(
        type: "aws:lb/listener:Listener",
        mapping: MemberMapping(style: .upperCamel, names: Listener.memberNames),
        tagging: .elasticLoadBalancing,
        create: CreateStep { try await $0.create("elbv2.CreateListener", Listener.members($0)) },
        // A load balancer has one listener a port.
        search: .list(
            "elbv2.DescribeListeners",
            "Listeners",
            id: "ListenerArn",
            where: { found, listener in
                listener.inputs["port"]?.number.map { found["Port"]?.int == Int($0) } ?? true
            },
            { listener in
                listener.inputs["loadBalancerArn"]?.string.map { ["LoadBalancerArn": .string($0)] }
            }
        ),
        afterCreate: { listener in
            try await listener.setAttributes(
                "elbv2.ModifyListenerAttributes",
                "ListenerArn",
                Listener.attributes(listener.inputs)
            )
        },
        read: .withAttributes("elbv2.DescribeListenerAttributes", of: "ListenerArn", completing: Listener.complete),
        update: [
            UpdateStep([
                "alpnPolicy", "certificateArn", "defaultActions", "mutualAuthentication", "port", "protocol",
                "sslPolicy",
            ]) { listener in
                var input = Listener.members(listener)
                input["LoadBalancerArn"] = nil
                input["ListenerArn"] = .string(listener.id)
                try await listener.call("elbv2.ModifyListener", input)
            },
            UpdateStep(Set(Listener.attributeKeys.map(\.property))) { listener in
                let changed = Set(Listener.attributeKeys.filter { listener.hasChanged($0.property) }.map(\.key))
                let pairs = Listener.attributes(listener.inputs).filter { changed.contains($0.key) }
                try await listener.setAttributes("elbv2.ModifyListenerAttributes", "ListenerArn", pairs)
            },
        ],
        delete: .call("elbv2.DeleteListener", ["ListenerArn": "{id}"])
    )
}

/// A listener's actions, its one certificate, and its attributes by the name of a header.
private enum Listener {
    static let actions = ListenerActions("defaultActions")

    static let memberNames = actions.memberNames.merging(["arn": "ListenerArn"]) { $1 }

    /// The attributes and their keys.
    ///
    /// Names of headers that a listener adds or renames follow one pattern.
    static let attributeKeys: [(property: String, key: String)] = {
        var keys = [("tcpIdleTimeoutSeconds", "tcp.idle_timeout.seconds")]
        keys.append(("routingHttpResponseServerEnabled", "routing.http.response.server.enabled"))
        for name in ["", "Issuer", "Leaf", "SerialNumber", "Subject", "Validity"] {
            let part = name.isEmpty ? "" : "_" + snakeCase(name)
            keys.append(
                (
                    "routingHttpRequestXAmznMtlsClientcert\(name)HeaderName",
                    "routing.http.request.x_amzn_mtls_clientcert\(part).header_name"
                )
            )
        }
        for name in ["TlsCipherSuite", "TlsVersion"] {
            keys.append(
                (
                    "routingHttpRequestXAmzn\(name)HeaderName",
                    "routing.http.request.x_amzn_\(snakeCase(name)).header_name"
                )
            )
        }
        for name in [
            "AccessControlAllowCredentials", "AccessControlAllowHeaders", "AccessControlAllowMethods",
            "AccessControlAllowOrigin", "AccessControlExposeHeaders", "AccessControlMaxAge", "ContentSecurityPolicy",
            "StrictTransportSecurity", "XContentTypeOptions", "XFrameOptions",
        ] {
            keys.append(
                (
                    "routingHttpResponse\(name)HeaderValue", "routing.http.response.\(snakeCase(name)).header_value"
                )
            )
        }
        return keys.map { (property: $0.0, key: $0.1) }
    }()

    private static func snakeCase(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            if character.isUppercase, !text.isEmpty { text.append("_") }
            text.append(character.lowercased())
        }
    }

    static func attributes(_ inputs: PropertyMap) -> [(key: String, value: String)] {
        attributeKeys.compactMap { attribute in
            switch inputs[attribute.property] {
            case .string(let text)?: (attribute.key, text)
            case .bool(let flag)?: (attribute.key, flag ? "true" : "false")
            case .number(let number)?: (attribute.key, JSON.Number(number).text)
            default: nil
            }
        }
    }

    static func members(_ listener: ResourceOperation) -> JSON.Object {
        let separate = Set(attributeKeys.map(\.property)).union(["alpnPolicy", "certificateArn", "defaultActions"])
        var input = listener.members(except: separate)
        if let arn = listener.inputs["certificateArn"]?.plainJSON { input["Certificates"] = [["CertificateArn": arn]] }
        if let policy = listener.inputs["alpnPolicy"]?.plainJSON { input["AlpnPolicy"] = [policy] }
        input["DefaultActions"] = actions.members(listener)
        // AWS takes no more than the mode where it does not verify certificates.
        if let mode = input["MutualAuthentication"]?["Mode"],
            ["off", "passthrough"].contains(mode.string?.lowercased())
        {
            input["MutualAuthentication"] = ["Mode": mode]
        }
        if let mode = input["Protocol"]?.string { input["Protocol"] = .string(mode.uppercased()) }
        return input
    }

    /// Completes the outputs that are shaped otherwise in AWS.
    @Sendable static func complete(
        _ outputs: inout PropertyMap,
        _ found: JSON,
        _ attributes: JSON?,
        _ listener: ResourceOperation
    ) {
        outputs["defaultActions"] = actions.found(found, listener)
        outputs["certificateArn"] = found.text(at: "Certificates[0].CertificateArn").map(PropertyValue.string)
        outputs["alpnPolicy"] = found.text(at: "AlpnPolicy[0]").map(PropertyValue.string)
        if !["HTTPS", "TLS"].contains(found["Protocol"]?.string ?? "") { outputs["sslPolicy"] = "" }
        let values = Tagging.read(attributes)
        for attribute in attributeKeys {
            guard let text = values[attribute.key], let type = listener.schema.outputs[attribute.property]?.type else {
                continue
            }
            switch type {
            case .integer: outputs[attribute.property] = Double(text).map(PropertyValue.number)
            case .boolean: outputs[attribute.property] = .bool(text == "true")
            default: outputs[attribute.property] = .string(text)
            }
        }
    }
}
