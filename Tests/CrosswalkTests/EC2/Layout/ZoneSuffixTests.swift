import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite struct ZoneSuffixTests {
    @Test(arguments: [
        ("us-east-1a", "1a"), ("us-iso-east-1a", "1a"), ("us-gov-west-1b", "1b"), ("eu-isoe-west-1a", "1a"),
        ("us-west-2-lax-1a", "2-lax-1a"), ("us-east-1-wl1-bos-wlz-1", "1-wl1-bos-wlz-1"), ("ap-southeast-4c", "4c"),
        ("use1-az1", "use1-az1"), ("us-east", "us-east"), ("", ""),
    ])
    func aSuffixIsWhatFollowsTheRegionsWords(zone: String, suffix: String) {
        #expect(ZoneSuffix.suffix(of: zone) == suffix)
    }

    @Test func twoZonesWithOneSuffixAreRefused() throws {
        let failure = try #require(throws: LayoutFailure.self) {
            try ZoneSuffix.suffixes(of: ["us-east-1a", "us-east-1b", "us-west-1a"])
        }
        #expect(failure.text.contains("us-east-1a and us-west-1a have the same suffix \"1a\""))
    }
}
