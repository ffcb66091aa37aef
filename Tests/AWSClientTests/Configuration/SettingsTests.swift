import Foundation
import Testing

@testable import AWSClient

@Suite("Settings")
struct SettingsTests {
    @Test("are read from the shared files as AWS's tools read them")
    func sharedFile() {
        let file = SharedFile(
            parsing: """
                # comment
                [default]
                region = us-west-2 # here
                key=a#b ; c
                [profile  web ]
                endpoint_url=http://x
                s3 =
                  addressing = path
                  max = 1
                after = 2
                nonsense
                [services local]
                ecs =
                    endpoint_url = http://ecs
                """
        )
        #expect(file.sections["default"]?.values == ["region": "us-west-2", "key": "a#b"])
        #expect(file.sections["profile web"]?.values == ["endpoint_url": "http://x", "s3": "", "after": "2"])
        #expect(file.sections["profile web"]?.nested == ["s3": ["addressing": "path", "max": "1"]])
        #expect(file.sections["services local"]?.nested == ["ecs": ["endpoint_url": "http://ecs"]])
    }

    @Test("of the configuration win over the environment, and that over the profile")
    func order() {
        var profiles = SharedProfiles()
        profiles.add(
            SharedFile(
                parsing: "[profile p]\nregion=from-profile\nmax_attempts=7\nca_bundle=~/ca\n[default]\nregion=no"
            ),
            isConfig: true
        )
        var configuration = AWSConfiguration(environment: ["AWS_PROFILE": "p", "HOME": "/home/me"])
        #expect(Settings(configuration, profiles: profiles).region == "from-profile")
        #expect(Settings(configuration, profiles: profiles).maximumAttempts == 7)
        #expect(Settings(configuration, profiles: profiles).certificateBundle == "/home/me/ca")
        configuration.environment["AWS_DEFAULT_REGION"] = "from-default-variable"
        #expect(Settings(configuration, profiles: profiles).region == "from-default-variable")
        configuration.environment["AWS_REGION"] = "from-variable"
        #expect(Settings(configuration, profiles: profiles).region == "from-variable")
        configuration.region = "from-configuration"
        #expect(Settings(configuration, profiles: profiles).region == "from-configuration")
    }

    @Test("hold the endpoints of a profile's services section")
    func services() throws {
        var profiles = SharedProfiles()
        let text =
            "[default]\nservices = s\nendpoint_url = http://all\n[services s]\necs =\n  endpoint_url = http://ecs"
        profiles.add(SharedFile(parsing: text), isConfig: true)
        let settings = Settings(AWSConfiguration(environment: [:]), profiles: profiles)
        #expect(settings.endpoint(try ModelStore.shared.model("ecs.DescribeClusters").service) == "http://ecs")
        #expect(settings.endpoint(try ModelStore.shared.model("iam.GetRole").service) == "http://all")
    }
}
