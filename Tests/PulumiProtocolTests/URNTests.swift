import PulumiProtocol
import Testing

@Suite("URNs")
struct URNTests {
    @Test("a URN is read into its parts and written back")
    func parts() throws {
        let text = "urn:pulumi:dev::shop::awsx:ecs:FargateService$aws:ecs/service:Service::web::a$b"
        let urn = try #require(URN(text))
        #expect(urn.stack == "dev")
        #expect(urn.project == "shop")
        #expect(urn.qualifiedType == "awsx:ecs:FargateService$aws:ecs/service:Service")
        #expect(urn.parentType == "awsx:ecs:FargateService")
        #expect(urn.type == "aws:ecs/service:Service")
        #expect(urn.name == "web::a$b")
        #expect(urn.description == text)
    }

    @Test("the types above count, the stack's does not")
    func parents() {
        let stack = URN.make(stack: "dev", project: "shop", type: URN.stackType, name: "shop-dev")
        let service = URN.make(stack: "dev", project: "shop", parent: stack, type: "awsx:ecs:FargateService", name: "s")
        let task = URN.make(stack: "dev", project: "shop", parent: service, type: "a:b:C", name: "t")
        let role = URN.make(stack: "dev", project: "shop", parent: task, type: "aws:iam/role:Role", name: "r")
        #expect(stack.description == "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev")
        #expect(service.qualifiedType == "awsx:ecs:FargateService")
        #expect(role.description == "urn:pulumi:dev::shop::awsx:ecs:FargateService$a:b:C$aws:iam/role:Role::r")
        #expect(role.renamed("q").name == "q")
    }

    @Test("a child's name follows the name of its parent, if it begins with it")
    func childName() {
        #expect(URN.childName("web-sg", of: "web", renamed: "site") == "site-sg")
        #expect(URN.childName("sg", of: "web", renamed: "site") == "sg")
    }

    @Test(
        "what is no URN",
        arguments: [
            "", "urn:pulumi:", "urn:pulumi:a::b", "urn:pulumi:a::b::c", "urn:aws:a::b::c::d", "urn:pulumi:a::b::::d",
        ]
    )
    func invalid(_ text: String) {
        #expect(URN(text) == nil)
    }
}
