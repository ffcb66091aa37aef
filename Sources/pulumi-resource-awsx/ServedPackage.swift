import AWSResources
import Crosswalk
import ProviderKit

/// The packages in this binary.
enum ServedPackage: String, CaseIterable {
    case awsx
    case aws

    /// The package's provider.
    var provider: any Provider {
        switch self {
        case .awsx: CrosswalkProvider(childRules: AWSRules())
        case .aws: AWSProvider()
        }
    }
}
