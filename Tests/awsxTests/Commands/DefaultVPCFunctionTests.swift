import JSON
import TestKit
import Testing

@testable import awsx

@Suite("The function getDefaultVpc")
struct DefaultVPCFunctionTests {
    private static let program = """
        name: shop
        runtime: yaml
        variables:
          found:
            fn::invoke:
              function: awsx:ec2:getDefaultVpc
          wanted:
            fn::invoke:
              function: aws:ec2:getVpc
              arguments:
                default: true
        outputs:
          found: ${found.vpcId}
          wanted: ${wanted.id}
          public: ${found.publicSubnetIds}
          private: ${found.privateSubnetIds}
        """

    @Test(
        "asks AWS itself in a program, where the stack's configuration says",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func asksAWS() async throws {
        let sandbox = try Sandbox(
            Self.program,
            [
                "AWS_ENDPOINT_URL": try Moto.shared().endpoint, "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true", "PULUMI_CONFIG_PASSPHRASE": "",
            ]
        )
        #expect(await sandbox.run("stack", "init", "dev").succeeded)
        // Only the configuration names a region, and a secret among it changes nothing.
        #expect(await sandbox.run("config", "set", "aws:region", "eu-west-1").succeeded)
        #expect(await sandbox.run("config", "set", "--secret", "shop:token", "hidden").succeeded)
        let up = await sandbox.run("up", "--yes", "--skip-preview")
        #expect(up.succeeded, "\(up.error)\(up.output)")
        let outputs = try JSON(parsing: await sandbox.run("stack", "output", "--json").output)
        #expect(outputs["found"]?.string?.hasPrefix("vpc-") == true)
        #expect(outputs["found"] == outputs["wanted"])
        #expect(outputs["public"]?.array?.count == 3)
        #expect(outputs["private"]?.array?.count == 0)
    }
}
