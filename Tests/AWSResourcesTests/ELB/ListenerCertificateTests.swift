import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A listener's certificates")
struct ListenerCertificateTests {
    private static let listener = "arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/web/1/2"
    private static let certificate = "arn:aws:acm:us-west-2:123456789012:certificate/1"
    private let type = "aws:lb/listenerCertificate:ListenerCertificate"
    private let inputs: PropertyMap = ["listenerArn": .string(listener), "certificateArn": .string(certificate)]

    @Test("take another one, which is found among them")
    func another() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "elbv2.DescribeListenerCertificates",
            [
                "Certificates": [
                    ["CertificateArn": "arn:first", "IsDefault": true],
                    ["CertificateArn": .string(Self.certificate), "IsDefault": false],
                ]
            ]
        )
        let provider = try await AWSProvider.scripted(aws)
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(made.id == "\(Self.listener)_\(Self.certificate)")
        let call: JSON.Object = [
            "ListenerArn": .string(Self.listener), "Certificates": [["CertificateArn": .string(Self.certificate)]],
        ]
        #expect(aws.inputs(of: "elbv2.AddListenerCertificates").map(JSON.object) == [JSON.object(call)])
        let deletion = DeleteRequest(id: made.id, urn: urn(type), properties: made.properties, oldInputs: inputs)
        try await provider.delete(deletion, .test)
        #expect(aws.inputs(of: "elbv2.RemoveListenerCertificates").map(JSON.object) == [JSON.object(call)])
        #expect(aws.refusals == [])
    }

    @Test("verify clients with a trust store, and say nothing of one otherwise", arguments: ["verify", "passthrough"])
    func mutualAuthentication(_ mode: String) async throws {
        let aws = ScriptedAWS()
        aws.on("elbv2.CreateListener", ["Listeners": [["ListenerArn": .string(Self.listener)]]])
        aws.on("elbv2.DescribeListeners", ["Listeners": [["ListenerArn": .string(Self.listener)]]])
        let provider = try await AWSProvider.scripted(aws)
        let type = "aws:lb/listener:Listener"
        let news: PropertyMap = [
            "loadBalancerArn": "arn:balancer", "port": 443, "protocol": "HTTPS", "certificateArn": "arn:certificate",
            "defaultActions": [["type": "forward", "targetGroupArn": "arn:group"]],
            "mutualAuthentication": [
                "mode": .string(mode), "trustStoreArn": "arn:store", "ignoreClientCertificateExpiry": true,
                "advertiseTrustStoreCaNames": "on",
            ],
        ]
        _ = try await provider.create(CreateRequest(urn: urn(type), properties: news), .test)
        let whole: JSON = [
            "AdvertiseTrustStoreCaNames": "on", "IgnoreClientCertificateExpiry": true, "Mode": "verify",
            "TrustStoreArn": "arn:store",
        ]
        let sent = aws.inputs(of: "elbv2.CreateListener").first?["MutualAuthentication"]
        #expect(sent == (mode == "verify" ? whole : ["Mode": .string(mode)]))
        #expect(aws.refusals == [])
    }
}
