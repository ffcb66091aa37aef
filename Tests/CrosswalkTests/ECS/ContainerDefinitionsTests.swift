import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite("Container definitions")
struct ContainerDefinitionsTests {
    private static func log(_ prefix: String) -> String {
        """
        {"logDriver":"awslogs","options":{"awslogs-group":"app-abc1234","awslogs-region":"us-west-2",\
        "awslogs-stream-prefix":"\(prefix)"}}
        """
    }

    private static let examples: [(containers: [Container], text: String, family: String)] = [
        (
            [Container(name: "container", properties: ["image": "nginx"])],
            #"[{"image":"nginx","name":"container","logConfiguration":\#(log("container"))}]"#, "app-cdf26f71"
        ),
        (
            [
                Container(
                    name: "web",
                    properties: ["cpu": 256, "essential": true, "image": "nginx:latest", "memory": 512, "name": "web"]
                )
            ],
            #"""
            [{"cpu":256,"essential":true,"image":"nginx:latest","memory":512,"name":"web",\#
            "logConfiguration":\#(log("web"))}]
            """#, "app-c4a3e3a6"
        ),
        (
            [Container(name: "container", properties: ["image": "nginx", "portMappings": [["hostPort": 8080]]])],
            #"""
            [{"image":"nginx","portMappings":[{"containerPort":8080,"hostPort":8080}],"name":"container",\#
            "logConfiguration":\#(log("container"))}]
            """#, "app-fbc00bc7"
        ),
        (
            [Container(name: "container", properties: ["image": "nginx", "portMappings": []])],
            #"[{"image":"nginx","portMappings":[],"name":"container","logConfiguration":\#(log("container"))}]"#,
            "app-0c5ad7da"
        ),
        (
            [
                Container(
                    name: "container",
                    properties: [
                        "image": "nginx",
                        "portMappings": [
                            ["appProtocol": "http2", "containerPort": 80, "name": "web", "protocol": "tcp"]
                        ],
                    ]
                )
            ],
            #"""
            [{"image":"nginx","portMappings":[{"name":"web","appProtocol":"http2","containerPort":80,"hostPort":80,\#
            "protocol":"tcp"}],"name":"container","logConfiguration":\#(log("container"))}]
            """#, "app-d2b80a1c"
        ),
        (
            [Container(name: "container", properties: ["image": "nginx", "logConfiguration": ["logDriver": "none"]])],
            #"[{"image":"nginx","logConfiguration":{"logDriver":"none"},"name":"container"}]"#, "app-133b9bdf"
        ),
        (
            [
                Container(name: "B-x", properties: ["image": "b"]), Container(name: "app", properties: ["image": "a"]),
                Container(name: "web", properties: ["image": "nginx"]),
            ],
            #"""
            [{"image":"a","name":"app","logConfiguration":\#(log("app"))},\#
            {"image":"b","name":"B-x","logConfiguration":\#(log("B-x"))},\#
            {"image":"nginx","name":"web","logConfiguration":\#(log("web"))}]
            """#, "app-db77e09d"
        ),
    ]

    @Test("equal upstream's letter by letter, and so does the family", arguments: examples.indices)
    func text(_ index: Int) {
        let example = Self.examples[index]
        let logGroup = LogGroup.Identity(name: "app-abc1234", region: "us-west-2", account: "123456789012")
        let text = ContainerDefinitions.text(example.containers, logGroup: logGroup)
        #expect(text == example.text)
        #expect(ContainerDefinitions.family(of: text, component: "app", stack: "dev") == example.family)
    }

    @Test("equal those of a recorded stack")
    func recorded() {
        let container = Container(
            name: "nginx",
            properties: [
                "cpu": 512, "essential": true, "image": "nginx:latest", "memory": 128, "name": "nginx",
                "portMappings": [["containerPort": 80, "targetGroup": ["port": 80]]],
            ]
        )
        let logGroup = LogGroup.Identity(name: "my-service-f225d7d", region: "us-west-2", account: "123456789012")
        let text = ContainerDefinitions.text([container], logGroup: logGroup)
        #expect(
            ContainerDefinitions.family(of: text, component: "my-service", stack: "test") == "my-service-66954933"
        )
    }

    @Test("write text, numbers and unknown keys as JavaScript does")
    func javaScript() {
        let container = Container(
            name: "c",
            properties: [
                "10": 1, "9": 0.25, "x": "a\"\\/\u{8}\n\u{1}é\u{2028}", "logConfiguration": nil, "big": 1e21,
                "list": [nil, true],
            ]
        )
        #expect(
            ContainerDefinitions.text([container], logGroup: nil)
                == #"[{"9":0.25,"10":1,"big":1e+21,"list":[null,true],"logConfiguration":null,"#
                + #""x":"a\"\\/\b\n\u0001é"# + "\u{2028}" + #"","name":"c"}]"#
        )
    }

    @Test("a log configuration given as null is not replaced")
    func nullLogConfiguration() {
        let container = Container(name: "c", properties: ["logConfiguration": nil, "portMappings": nil])
        let logGroup = LogGroup.Identity(name: "g", region: "r", account: "a")
        #expect(
            ContainerDefinitions.text([container], logGroup: logGroup)
                == #"[{"logConfiguration":null,"name":"c"}]"#
        )
    }

    @Test("stand in the order of their names")
    func order() {
        let sorted = [
            "_x", "-x", "1", "10", "9", "a", "A", "a_b", "a-b", "ab", "app", "App", "app_1", "app-1", "app1",
            "app10", "app2", "b",
        ]
        #expect(sorted.reversed().sorted(by: ContainerOrder.precedes) == sorted)
    }
}
