import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("Texts that mean the same")
struct EquivalenceTests {
    @Test("container definitions as ECS echoes them are those of the program")
    func echoedContainers() {
        let program = """
            [{"name":"web","image":"nginx","portMappings":[{"containerPort":80}],"memory":128.0,\
            "environment":[{"name":"B","value":"2"},{"name":"A","value":"1"}]}]
            """
        let echo = """
            [{"cpu":0,"environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"essential":true,\
            "image":"nginx","memory":128,"mountPoints":[],"name":"web","portMappings":[{"containerPort":80,\
            "hostPort":80,"protocol":"tcp"}],"systemControls":[],"volumesFrom":[]}]
            """
        #expect(ContainerDefinitions.areEquivalent(program, echo, isAwsvpc: true))
        #expect(!ContainerDefinitions.areEquivalent(program, echo, isAwsvpc: false))
    }

    @Test(
        "a real change of a container is one",
        arguments: [
            (#"[{"name":"a","image":"x"}]"#, #"[{"name":"a","image":"y"}]"#),
            (#"[{"name":"a"}]"#, #"[{"name":"a","essential":false}]"#),
            (#"[{"name":"a","command":["x","y"]}]"#, #"[{"name":"a","command":["y","x"]}]"#),
            (#"[{"name":"a"}]"#, #"[{"name":"a"},{"name":"b"}]"#),
            ("not JSON", "[]"),
        ]
    )
    func changedContainers(_ old: String, _ new: String) {
        #expect(!ContainerDefinitions.areEquivalent(old, new, isAwsvpc: true))
    }

    @Test("a health check that repeats ECS's defaults says nothing new")
    func healthCheck() {
        let short = #"[{"name":"a","healthCheck":{"command":["true"]}}]"#
        let long =
            #"[{"name":"a","healthCheck":{"command":["true"],"interval":30,"timeout":5,"retries":3,"startPeriod":0}}]"#
        #expect(ContainerDefinitions.areEquivalent(short, long, isAwsvpc: true))
    }

    @Test(
        "policies that decide alike are equal",
        arguments: [
            (
                #"{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}]}"#,
                #"{"Statement":{"Effect":"Allow","Action":["S3:getobject"],"Resource":["*"]}}"#
            ),
            (
                #"{"Statement":[{"Principal":"*","Effect":"Allow"}]}"#,
                #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Sid":""}]}"#
            ),
            (
                #"{"Statement":[{"Principal":{"AWS":"123456789012"}}]}"#,
                #"{"Statement":[{"Principal":{"AWS":"arn:aws:iam::123456789012:root"}}]}"#
            ),
            (
                #"{"Statement":[{"Condition":{"StringEquals":{"a":"b"}}},{"Action":["b","a"]}]}"#,
                #"{"Statement":[{"Action":["a","b"]},{"Condition":{"StringEquals":{"a":["b"]}}}]}"#
            ),
        ]
    )
    func equalPolicies(_ old: String, _ new: String) {
        #expect(PolicyDocument.areEquivalent(old, new))
    }

    @Test(
        "policies that decide otherwise are not",
        arguments: [
            (#"{"Statement":[{"Resource":"A"}]}"#, #"{"Statement":[{"Resource":"a"}]}"#),
            (#"{"Statement":[{"Effect":"Allow"}]}"#, #"{"Statement":[{"Effect":"Deny"}]}"#),
            (
                #"{"Statement":[{"Principal":{"AWS":"arn:aws:iam::123456789012:role/a"}}]}"#,
                #"{"Statement":[{"Principal":{"AWS":"AROAEXAMPLE"}}]}"#
            ),
        ]
    )
    func differentPolicies(_ old: String, _ new: String) {
        #expect(!PolicyDocument.areEquivalent(old, new))
    }

    @Test(
        "rules that let the same through are equal, however they are grouped",
        arguments: [
            (
                [["protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": ["10.0.0.0/8", "10.1.0.0/16"]]],
                [
                    ["protocol": "6", "fromPort": 80, "toPort": 80, "cidrBlocks": ["10.1.0.0/16"]],
                    ["protocol": "TCP", "fromPort": 80, "toPort": 80, "cidrBlocks": ["10.0.0.0/8"], "self": false],
                ]
            ),
            (
                [["protocol": "-1", "fromPort": 0, "toPort": 0, "self": true]],
                [["protocol": "all", "fromPort": -1, "toPort": -1, "self": true]]
            ),
        ] as [(PropertyValue, PropertyValue)]
    )
    func equalRules(_ old: PropertyValue, _ new: PropertyValue) {
        #expect(SecurityGroup.areEqual(old, new, [:]))
    }

    @Test("a rule's description counts")
    func descriptions() {
        let rule: PropertyValue = [["protocol": "-1", "cidrBlocks": ["0.0.0.0/0"], "fromPort": 0, "toPort": 0]]
        let described: PropertyValue = [
            ["protocol": "-1", "cidrBlocks": ["0.0.0.0/0"], "fromPort": 0, "toPort": 0, "description": "all"]
        ]
        #expect(!SecurityGroup.areEqual(rule, described, [:]))
    }

    @Test("the checksum of a destination is that of AWS's provider")
    func checksums() {
        #expect(CRC32.checksum("0.0.0.0/0") == 1_080_289_494)
        #expect(CRC32.checksum("::/0") == 2_750_132_062)
    }
}
