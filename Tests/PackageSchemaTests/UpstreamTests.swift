import PackageSchema
import Testing

@Suite("Types that only upstream has")
struct UpstreamTests {
    private let schema: PackageSchema

    init() throws {
        schema = try PackageSchema(
            parsing: """
                {"name": "aws", "resources": {"aws:ecs/service:Service": {}, "aws:ecs/cluster:Cluster": {},
                "aws:iam/role:Role": {}, "aws:lambda/function:Function": {"isOverlay": true}},
                "functions": {"aws:index/getRegion:getRegion": {}},
                "language": {"aws": {"upstream": {
                "resources": ["aws:s3/bucket:Bucket", "aws:ecs/tag:Tag", "aws:lambda/function:Function"],
                "functions": ["aws:ssm/getParameter:getParameter"]}}}}
                """
        )
    }

    @Test(
        "a resource that only upstream has is not here yet, however it is written",
        arguments: ["aws:s3/bucket:Bucket", "aws:s3:Bucket", "aws:S3:bucket"]
    )
    func namesAllTypes(_ token: String) {
        let listed = "aws:ecs:Cluster, aws:ecs:Service, aws:iam:Role"
        #expect(schema.notHereYet(resource: token) == "aws:s3/bucket:Bucket is not here yet; these are: \(listed)")
    }

    @Test("a resource that others only refer to is not here either")
    func namesOverlays() {
        let listed = "aws:ecs:Cluster, aws:ecs:Service, aws:iam:Role"
        #expect(schema.canonicalResourceToken("aws:lambda:Function") == nil)
        #expect(
            schema.notHereYet(resource: "aws:lambda:Function")
                == "aws:lambda/function:Function is not here yet; these are: \(listed)"
        )
        #expect(schema.resource("aws:lambda/function:Function") != nil)
    }

    @Test("the types of the same module are named, if there are any")
    func namesTheModule() {
        let expected = "aws:ecs/tag:Tag is not here yet; these are: aws:ecs:Cluster, aws:ecs:Service"
        #expect(schema.notHereYet(resource: "aws:ecs:Tag") == expected)
    }

    @Test("a function that only upstream has is not here yet")
    func namesFunctions() {
        let expected = "aws:ssm/getParameter:getParameter is not here yet; these are: aws:getRegion"
        #expect(schema.notHereYet(function: "aws:ssm:getParameter") == expected)
    }

    @Test("what upstream does not have either is a misspelling", arguments: ["aws:s3:Bukket", "aws:ecs:Cluster", "x"])
    func leavesMisspellings(_ token: String) {
        #expect(schema.notHereYet(resource: token) == nil)
    }
}
