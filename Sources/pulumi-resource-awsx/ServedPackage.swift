import AWSResources
import Crosswalk
import ProviderKit

/// The packages in this binary.
enum ServedPackage {
    /// Their names.
    static let names = ["awsx", "aws"]

    /// The provider of a package; `nil` if there is none of that name.
    static func provider(_ name: String) -> (any Provider)? {
        switch name {
        case "awsx": CrosswalkProvider()
        case "aws": AWSProvider()
        default: nil
        }
    }
}
