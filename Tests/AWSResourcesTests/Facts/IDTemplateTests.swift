import Testing

@testable import AWSResources

@Suite("The template of an id")
struct IDTemplateTests {
    private static let attachment = "{group},{target}[,{port}[,{zone}]]"

    @Test(
        "is filled in with what is known",
        arguments: [
            ("{role}/{policy*}", ["role": "web", "policy": "arn:aws:iam::1:policy/a"], "web/arn:aws:iam::1:policy/a"),
            (attachment, ["group": "g", "target": "t"], "g,t"),
            (attachment, ["group": "g", "target": "t", "port": "80"], "g,t,80"),
            (attachment, ["group": "g", "target": "t", "zone": "all"], "g,t"),
            ("{name}", [:], nil),
        ]
    )
    func fills(_ template: String, _ values: [String: String], _ id: String?) {
        #expect(IDTemplate(template).filled { values[$0] } == id)
    }

    @Test(
        "is read back from an id",
        arguments: [
            ("{role}/{policy*}", "web/arn:aws:iam::1:policy/a", ["role": "web", "policy": "arn:aws:iam::1:policy/a"]),
            (
                "{ns}/{id*}/{dim}", "ecs/service/shop/web/ecs:n",
                ["ns": "ecs", "id": "service/shop/web", "dim": "ecs:n"]
            ),
            (attachment, "g,t,80", ["group": "g", "target": "t", "port": "80"]),
            (attachment, "g,t,80,all", ["group": "g", "target": "t", "port": "80", "zone": "all"]),
            (attachment, "g", nil),
            ("{role}/{policy*}", "web", nil),
            ("{a}/{b}", "x/y/z", nil),
        ]
    )
    func reads(_ template: String, _ id: String, _ values: [String: String]?) {
        #expect(IDTemplate(template).values(in: id) == values)
    }
}
