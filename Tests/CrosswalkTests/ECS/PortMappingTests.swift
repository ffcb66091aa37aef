import JSON
import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite("Port mappings")
struct PortMappingTests {
    /// Container, host and target group port as given; then as they come out.
    private static let table: [(PropertyMap, String)] = [
        (["containerPort": 1, "hostPort": 2, "targetGroup": ["port": 3]], #"{"containerPort":1,"hostPort":2}"#),
        (["containerPort": 1, "targetGroup": ["port": 3]], #"{"containerPort":1,"hostPort":3}"#),
        (["containerPort": 1], #"{"containerPort":1,"hostPort":1}"#),
        (["hostPort": 2, "targetGroup": ["port": 3]], #"{"containerPort":2,"hostPort":2}"#),
        (["targetGroup": ["port": 3]], #"{"containerPort":3,"hostPort":3}"#),
        (["protocol": "udp"], #"{"protocol":"udp"}"#),
        (["containerPort": nil, "hostPort": 2], #"{"containerPort":2,"hostPort":2}"#),
        (["containerPortRange": "1-2", "extra": 1], #"{"containerPortRange":"1-2"}"#),
    ]

    @Test("derive one port from the others", arguments: table.indices)
    func ports(_ index: Int) {
        let (given, expected) = Self.table[index]
        #expect(JSON.object(PortMapping(given).definition).text() == expected)
    }

    @Test("bind a target group that has an ARN and a port")
    func target() {
        #expect(PortMapping(["targetGroup": ["arn": "a"]]).target == nil)
        #expect(PortMapping(["targetGroup": ["arn": "a", "port": 80]]).target?.port == 80)
        let container = Container(
            name: "web",
            properties: ["portMappings": [["containerPort": 8080, "targetGroup": ["arn": "a", "port": 80]], [:]]]
        )
        #expect(
            container.loadBalancers == [["containerName": "web", "containerPort": 80, "targetGroupArn": "a"]]
        )
    }
}
