import JSON
import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("The list of services")
struct ServiceListTests {
    private static let web: PropertyMap = [
        "name": "web-1a2b", "cluster": "shop", "status": "ACTIVE", "desired": 2, "pending": 1, "running": 1,
        "taskDefinition": "web:3", "rollOut": ["state": "IN_PROGRESS", "reason": "", "failedTasks": 1],
        "images": [["container": "app", "image": "nginx:1"]],
        "tasks": [["id": "abc", "status": "RUNNING", "health": "HEALTHY", "taskDefinition": "web:3"]],
        "failures": [
            [
                "times": 3, "task": "def", "reason": "it ended\u{1B}[2J", "cause": "the program ended",
                "remedy": "Its log says why.",
            ]
        ],
        "targets": [
            ["targetGroup": "tg", "id": "10.0.0.1", "port": 80, "state": "healthy", "reason": ""],
            ["targetGroup": "tg", "id": "10.0.0.2", "port": 80, "state": "unhealthy", "reason": "Request timed out"],
        ],
        "events": .list((1...9).map { ["time": .number(Double($0) * 1000), "message": .string("event \($0)")] }),
    ]

    private func list(_ statuses: [PropertyMap]) -> ServiceList {
        let urn = Sample.urn("web", "aws:ecs/service:Service")
        let state = ResourceState(urn: urn, type: "aws:ecs/service:Service", isCustom: true)
        return ServiceList(services: statuses.map { StackStatus.Service(resource: state, status: $0) })
    }

    @Test("has a table of services, and one of each of their parts")
    func tables() {
        let lines = list([Self.web]).text.textLines
        let cells = lines.map {
            $0.split(separator: "  ").map { $0.trimmingPrefix { $0 == " " } }.joined(separator: "|")
        }
        for line in [
            "SERVICE|CLUSTER|STATUS|DESIRED|PENDING|RUNNING|ROLL-OUT|REVISION|TARGETS",
            "web-1a2b|shop|ACTIVE|2|1|1|IN_PROGRESS|web:3|1 of 2 healthy", "web-1a2b|abc|RUNNING|HEALTHY|web:3",
            "web-1a2b|tg 10.0.0.2:80|unhealthy|Request timed out", "web-1a2b|app|nginx:1|-",
            "web-1a2b|3|def|the program ended",
        ] {
            #expect(cells.contains(line), "\(cells)")
        }
        #expect(lines.contains { $0.hasSuffix("it ended") } && lines.contains { $0.hasSuffix("Its log says why.") })
        #expect(lines.filter { $0.contains("event ") }.count == 3)
    }

    @Test("leaves out the tables of what no service has")
    func missing() {
        let text = list([["name": "web", "cluster": "shop", "status": "MISSING"]]).text
        #expect(
            text == """
                SERVICE  CLUSTER  STATUS   DESIRED  PENDING  RUNNING  ROLL-OUT  REVISION  TARGETS
                web      shop     MISSING  -        -        -        -         -         -

                """
        )
    }

    @Test("is empty without services")
    func empty() {
        #expect(list([]).text.isEmpty && list([]).json == "[]\n")
    }

    @Test("has all that the provider tells as JSON, with the URN")
    func json() throws {
        let document = try JSON(parsing: list([Self.web]).json)
        #expect(document[0]?["urn"]?.string == Sample.urn("web", "aws:ecs/service:Service"))
        #expect(document[0]?["events"]?.array?.count == 9 && document[0]?["running"]?.int == 1)
    }
}
