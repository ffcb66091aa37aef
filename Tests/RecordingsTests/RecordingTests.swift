import JSON
import Testing

@testable import Recordings

@Suite("Recordings")
struct RecordingTests {
    private static let stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
    private static let service = "urn:pulumi:dev::shop::awsx:ecs:FargateService::web"

    private static func line(_ method: String, _ request: JSON.Object, _ response: JSON.Object = [:]) -> String {
        let entry: JSON = [
            "method": .string("/pulumirpc.\(method)"), "request": .object(request), "response": .object(response),
        ]
        return entry.text()
    }

    private static func registration(
        _ type: String,
        _ name: String,
        _ parent: String,
        _ urn: String,
        remote: Bool = false
    ) -> String {
        line(
            "ResourceMonitor/RegisterResource",
            [
                "type": .string(type), "name": .string(name), "parent": .string(parent), "remote": .bool(remote),
            ],
            ["urn": .string(urn)]
        )
    }

    private static let lines = [
        registration("pulumi:pulumi:Stack", "shop-dev", "", stack),
        registration("awsx:ecs:FargateService", "web", stack, service),
        registration(
            "aws:ecs/service:Service",
            "web",
            service,
            service.replacing("::web", with: "$aws:ecs/service:Service::web")
        ),
        line(
            "ResourceProvider/Construct",
            [
                "type": "awsx:ecs:FargateService", "name": "web", "parent": .string(stack), "stack": "dev",
                "project": "shop",
            ]
        ),
        registration("awsx:ecs:FargateService", "web", stack, service, remote: true),
        registration("aws:ecs/cluster:Cluster", "web", stack, "urn:pulumi:dev::shop::aws:ecs/cluster:Cluster::web"),
    ]

    @Test("deployments are told apart by the end of the program, or by their stack")
    func phases() throws {
        let run = Self.line("LanguageRuntime/Run", ["dryRun": true])
        let text = (Self.lines + [run] + Self.lines + Self.lines).joined(separator: "\n")
        let recording = try Recording(name: "x", parsing: text + "\n")
        #expect(recording.phases.map(\.entries.count) == [7, 6, 6])
    }

    @Test("the children of a component are those that its own Construct registers, the component first")
    func children() throws {
        let recording = try Recording(name: "x", parsing: Self.lines.joined(separator: "\n"))
        let phase = try #require(recording.phases.first)
        let construct = try #require(phase.calls("ResourceProvider/Construct").first)
        let types = phase.children(of: construct).map(\.key.type)
        #expect(types == ["awsx:ecs:FargateService", "aws:ecs/service:Service"])
    }

    @Test("region and account are those of the ARNs, or usual ones")
    func places() throws {
        let arn: JSON = "arn:aws:ecs:eu-west-1:210987654321:cluster/web"
        let text = Self.line("ResourceProvider/Create", [:], ["properties": ["name": "x", "arn": arn]])
        let recording = try Recording(name: "x", parsing: text)
        #expect(recording.region == "eu-west-1" && recording.account == "210987654321")
        let empty = try Recording(name: "x", parsing: "")
        #expect(empty.region == "us-west-2" && empty.account == "123456789012")
    }

    @Test("a line that is no JSON is refused")
    func refuses() {
        #expect(throws: JSONError.self) { try Recording(name: "x", parsing: "{nonsense") }
    }

    @Test("a report passes if every required answer is as recorded or as expected")
    func reports() {
        let expectation: JSON = [["child": "aws:ec2/*", "property": "tags", "reason": "tagged now"]]
        var report = ReplayReport(expecting: Expectation.list(expectation))
        #expect(!report.hasPassed)
        report.begin("x")
        let tags = Difference(path: "tags.Name", expected: nil, actual: "web")
        report.add(.check, "a", .matched)
        report.add(.check, "b", .differences([tags]), child: "aws:ec2/vpc:Vpc")
        report.add(.dependencies, "c", .differences([tags]))
        #expect(report.hasPassed && report.accepted == ["tagged now": 1])
        #expect(report.total(.check).permille == 1000 && report.total(.dependencies).permille == 0)
        report.add(.check, "d", .differences([tags]), child: "aws:ecs/service:Service")
        #expect(!report.hasPassed && report.mismatches.map(\.item) == ["c", "d"])
    }

    @Test("a call that failed is accepted only where its score is named")
    func failures() {
        func accepts(_ expectation: JSON) -> Bool {
            var report = ReplayReport(expecting: Expectation.list(expectation))
            report.begin("x")
            report.add(.check, "a", .failure("refused"), child: "aws:ec2/vpc:Vpc")
            return report.hasPassed
        }
        #expect(!accepts([["child": "aws:ec2/*"]]))
        #expect(accepts([["child": "aws:ec2/*", "score": "check"]]))
    }
}
