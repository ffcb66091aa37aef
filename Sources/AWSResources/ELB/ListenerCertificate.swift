import JSON
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/listenerCertificate:ListenerCertificate`; its id is made of the two ARNs.
    static let listenerCertificate = ResourceDescriptor(
        type: "aws:lb/listenerCertificate:ListenerCertificate",
        mapping: MemberMapping(
            style: .upperCamel,
            sent: ["certificateArn": "Certificates[0].CertificateArn"]
        ),
        create: .call("elbv2.AddListenerCertificates"),
        delete: .call("elbv2.RemoveListenerCertificates", removed)
    )

    private static let removed: JSON.Object = [
        "ListenerArn": "{listenerArn}", "Certificates": [["CertificateArn": "{certificateArn}"]],
    ]
}
