import PulumiProtocol
import RPC
import TestKit
import Testing

@testable import AWSResources

@Suite("Functions of package aws without an engine")
struct AWSFunctionsTests {
    private func functions(_ configuration: String?) -> AWSFunctions {
        AWSFunctions(AWSProvider()) { configuration }
    }

    @Test("take the settings of package aws from the stack's configuration, objects as the JSON text that they are")
    func settings() {
        let text = #"{"aws:region":"eu-west-1","aws:defaultTags":"{\"tags\":{\"a\":\"b\"}}","shop:region":"x"}"#
        let wanted: PropertyMap = ["region": "eu-west-1", "defaultTags": #"{"tags":{"a":"b"}}"#]
        #expect(AWSFunctions.arguments(text) == wanted)
        #expect(AWSFunctions.arguments(nil) == [:])
        #expect(AWSFunctions.arguments("no JSON") == [:])
    }

    @Test("name the setting that cannot be")
    func wrongSetting() async throws {
        let error = await #expect(throws: StatusError.self) {
            try await functions(#"{"aws:maxRetries":"many","aws:region":"us-west-2"}"#)
                .invoke("aws:index/getRegion:getRegion", [:])
        }
        #expect(error?.message.hasPrefix("configuration aws:maxRetries: ") == true)
    }

    @Test("name the argument that cannot be")
    func wrongArgument() async throws {
        let error = await #expect(throws: StatusError.self) {
            try await functions(#"{"aws:region":"us-west-2"}"#).invoke("aws:ec2/getSubnet:getSubnet", ["id": [1]])
        }
        #expect(error?.message.hasPrefix("function aws:ec2/getSubnet:getSubnet: property id: ") == true)
    }

    @Test("are not asked with what is not known, and pass marks on")
    func marks() async throws {
        let region = functions(#"{"aws:region":"us-west-2"}"#)
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:u"]))
        let answer = try await region.invoke("aws:ec2/getSubnet:getSubnet", ["id": unknown])
        #expect(answer.value == nil && answer.dependencies == ["urn:u"])
        let named = PropertyValue.output(Output("us-west-2", dependencies: ["urn:r"]))
        let known = try await region.invoke("aws:index/getRegion:getRegion", ["region": named])
        #expect(known.value?["region"] == "us-west-2" && known.dependencies == ["urn:r"])
    }
}
