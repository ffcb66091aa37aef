import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("A certificate")
struct CertificateTests {
    private static let type = "aws:acm/certificate:Certificate"
    private static let validation = "aws:acm/certificateValidation:CertificateValidation"
    private static let arn = "arn:aws:acm:us-west-2:123456789012:certificate/1"

    /// A certificate as AWS describes it.
    private static func described(_ members: JSON.Object = [:], record: Bool = true) -> JSON {
        var option: JSON.Object = [
            "DomainName": "www.example.com", "ValidationMethod": "DNS", "ValidationStatus": "PENDING_VALIDATION",
        ]
        if record {
            option["ResourceRecord"] = ["Name": "_1.www.example.com.", "Type": "CNAME", "Value": "_2.acm.aws."]
        }
        let certificate: JSON.Object = [
            "CertificateArn": .string(arn), "DomainName": "www.example.com", "Type": "AMAZON_ISSUED",
            "SubjectAlternativeNames": ["www.example.com"], "Status": "PENDING_VALIDATION", "KeyAlgorithm": "RSA-2048",
            "IssuedAt": "2024-05-06T07:08:09Z", "DomainValidationOptions": [.object(option)],
        ]
        return ["Certificate": .object(certificate.merging(members))]
    }

    private static func aws(_ answers: JSON...) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("acm.RequestCertificate", ["CertificateArn": .string(arn)])
        aws.on("acm.ImportCertificate", ["CertificateArn": .string(arn)])
        let first = answers.first ?? described()
        let others = answers.dropFirst()
        let second = others.first ?? first
        let third = others.dropFirst().first ?? second
        aws.on("acm.DescribeCertificate", { _ in first }, { _ in second }, { _ in third })
        return aws
    }

    private func validate(_ aws: ScriptedAWS, _ inputs: PropertyMap = [:], _ context: ProviderContext = .test)
        async throws -> CreateResponse
    {
        let news = (["certificateArn": .string(Self.arn)] as PropertyMap).merging(inputs)
        let request = CreateRequest(urn: urn(Self.validation), properties: news)
        return try await AWSProvider.scripted(aws).create(request, context)
    }

    @Test("is made when AWS has said which records validate it, and does not wait for them")
    func request() async throws {
        let aws = Self.aws(Self.described(record: false), Self.described())
        let news: PropertyMap = [
            "domainName": "www.example.com", "validationMethod": "DNS", "subjectAlternativeNames": ["www.example.com"],
            "tags": ["team": "shop"],
        ]
        let made = try await AWSProvider.scripted(aws).create(
            CreateRequest(urn: urn(Self.type), properties: news),
            .test
        )
        #expect(made.id == Self.arn)
        #expect(
            made.properties["domainValidationOptions"] == [
                [
                    "domainName": "www.example.com", "resourceRecordName": "_1.www.example.com.",
                    "resourceRecordType": "CNAME", "resourceRecordValue": "_2.acm.aws.",
                ]
            ]
        )
        #expect(made.properties["status"] == "PENDING_VALIDATION")
        #expect(made.properties["keyAlgorithm"] == "RSA_2048")
        #expect(aws.inputs(of: "acm.RequestCertificate").first?["IdempotencyToken"] != nil)
        #expect(aws.refusals == [])
    }

    @Test("that is imported is sent in base64, and again without tags when a part changes")
    func imported() async throws {
        let aws = Self.aws(Self.described(["Type": "IMPORTED", "Status": "ISSUED"]))
        let provider = try await AWSProvider.scripted(aws)
        let olds: PropertyMap = ["certificateBody": "body", "privateKey": "key", "tags": ["team": "shop"]]
        _ = try await provider.create(CreateRequest(urn: urn(Self.type), properties: olds), .test)
        let sent = try #require(aws.inputs(of: "acm.ImportCertificate").first)
        #expect(sent["Certificate"] == "Ym9keQ==")
        #expect(sent["Tags"] != nil)
        let news = olds.merging(["certificateBody": "other"])
        let request = UpdateRequest(id: Self.arn, urn: urn(Self.type), olds: olds, news: news, oldInputs: olds)
        _ = try await provider.update(request, .test)
        let again = try #require(aws.inputs(of: "acm.ImportCertificate").last)
        #expect(again["CertificateArn"] == .string(Self.arn))
        #expect(again["PrivateKey"] == "a2V5")
        #expect(again["Tags"] == nil)
        #expect(aws.refusals == [])
    }

    @Test(
        "shows no difference for its own name among the others, nor for hyphens in the type of key",
        arguments: [
            ("subjectAlternativeNames", ["www.example.com", "a.example.com"], ["A.example.com"], true),
            ("subjectAlternativeNames", ["www.example.com"], ["a.example.com"], false),
            ("keyAlgorithm", "EC-prime256v1", "EC_prime256v1", true),
        ] as [(String, PropertyValue, PropertyValue, Bool)]
    )
    func differences(_ name: String, _ old: PropertyValue, _ new: PropertyValue, _ isSame: Bool) async throws {
        let inputs: PropertyMap = ["domainName": "www.example.com", "validationMethod": "DNS"]
        let (olds, news) = (inputs.merging([name: old]), inputs.merging([name: new]))
        let request = DiffRequest(urn: urn(Self.type), olds: olds, news: news, oldInputs: olds)
        #expect(try await AWSProvider.scripted().diff(request, .test).diffs == (isSame ? [] : [name]))
    }

    @Test("is awaited with the records that are missing, until it is issued")
    func awaited() async throws {
        let aws = Self.aws(Self.described(), Self.described(["Status": "ISSUED"]))
        let status = StatusRecorder()
        let made = try await validate(aws, ["validationRecordFqdns": ["_1.WWW.example.com"]], status.context)
        #expect(made.id == "2024-05-06 07:08:09 +0000 UTC")
        #expect(made.properties["certificateArn"] == .string(Self.arn))
        #expect(
            status.messages.contains {
                $0.message.contains("www.example.com needs the record _1.www.example.com. CNAME _2.acm.aws.")
            }
        )
    }

    @Test(
        "that AWS will never issue ends the wait with the reason and the remedy",
        arguments: [
            ("FAILED", "CAA_ERROR", "amazon.com"), ("FAILED", "DOMAIN_NOT_ALLOWED", "VirusTotal"),
            ("VALIDATION_TIMED_OUT", nil, "72 hours"), ("EXPIRED", nil, "EXPIRED"),
        ]
    )
    func failed(_ status: String, _ reason: String?, _ words: String) async throws {
        var members: JSON.Object = ["Status": .string(status)]
        members["FailureReason"] = reason.map(JSON.string)
        // A certificate that timed out counts as gone for others, and not for this wait.
        let failed = Self.described(members)
        let error = await #expect(throws: (any Error).self) { try await validate(Self.aws(Self.described(), failed)) }
        let text = String(describing: error)
        #expect(text.contains(status))
        #expect(text.contains(words))
        #expect(text.contains("_1.www.example.com."))
    }

    @Test("is not awaited where the records or its type say that this would be in vain")
    func inVain() async throws {
        let other: PropertyMap = ["validationRecordFqdns": ["_9.example.com"]]
        let missing = await #expect(throws: (any Error).self) { try await validate(Self.aws(), other) }
        #expect(String(describing: missing).contains("_1.www.example.com."))
        let imported = Self.aws(Self.described(["Type": "IMPORTED", "Status": "ISSUED"]))
        let foreign = await #expect(throws: (any Error).self) { try await validate(imported) }
        #expect(String(describing: foreign).contains("IMPORTED"))
    }

    @Test("that is no longer issued is not validated")
    func gone() async throws {
        let aws = Self.aws(Self.described(["Status": "REVOKED"]))
        let request = ReadRequest(
            id: "x",
            urn: urn(Self.validation),
            properties: ["certificateArn": .string(Self.arn)],
            inputs: ["certificateArn": .string(Self.arn)]
        )
        #expect(try await AWSProvider.scripted(aws).read(request, .test).id == "")
    }

    @Test("is deleted as soon as nothing uses it any more")
    func inUse() async throws {
        let aws = Self.aws()
        aws.on(
            "acm.DeleteCertificate",
            { _ in throw AWSFailure(code: "ResourceInUseException", message: "in use") },
            { _ in [:] }
        )
        let request = DeleteRequest(id: Self.arn, urn: urn(Self.type))
        try await AWSProvider.scripted(aws).delete(request, .test)
        #expect(aws.inputs(of: "acm.DeleteCertificate").count == 2)
    }

    @Test(
        "is found by getCertificate",
        arguments: [
            (["domain": "www.example.com"], nil), (["domain": "www.example.com", "mostRecent": true], "2"),
            (["domain": "other.example.com"], nil), (["tags": ["team": "shop"], "mostRecent": true], "2"),
        ] as [(PropertyMap, String?)]
    )
    func function(_ arguments: PropertyMap, _ number: String?) async throws {
        let aws = ScriptedAWS()
        let summaries: [JSON] = ["1", "2"].map {
            ["CertificateArn": .string("arn:\($0)"), "DomainName": "www.example.com"]
        }
        aws.on("acm.ListCertificates", ["CertificateSummaryList": .array(summaries)])
        aws.on("acm.DescribeCertificate") { input in
            let arn = input["CertificateArn"]?.string ?? ""
            return [
                "Certificate": [
                    "CertificateArn": .string(arn), "DomainName": "www.example.com", "Status": "ISSUED",
                    "NotBefore": .string("2024-05-0\(arn.last ?? "1")T07:08:09Z"),
                ]
            ]
        }
        aws.on("acm.ListTagsForCertificate", ["Tags": [["Key": "team", "Value": "shop"]]])
        aws.on("acm.GetCertificate", ["Certificate": "text"])
        let request = InvokeRequest(tok: "aws:acm/getCertificate:getCertificate", args: arguments)
        let provider = try await AWSProvider.scripted(aws)
        guard let number else {
            await #expect(throws: (any Error).self) { try await provider.invoke(request, .test) }
            return
        }
        let found = try await provider.invoke(request, .test).return
        #expect(found["arn"] == .string("arn:\(number)"))
        #expect(found["certificate"] == "text")
        #expect(aws.refusals == [])
    }
}
