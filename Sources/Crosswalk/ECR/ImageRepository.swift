import PackageSchema
import ProviderKit
import PulumiProtocol

/// A repository of ECR, as the URL that its resource answers names it.
struct ImageRepository: Sendable {
    /// The host and the path, as references to images begin: without a scheme.
    let reference: String

    /// A repository of a URL; `nil` if that has no host or no path.
    init?(url: String) {
        let schemes = ["https://", "http://"]
        let scheme = schemes.first { url.lowercased().hasPrefix($0) }
        reference = String(url.dropFirst(scheme?.count ?? 0))
        let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }), !reference.contains(where: \.isWhitespace) else {
            return nil
        }
    }

    /// The repository of an input.
    ///
    /// - Throws: ``InputFailure`` that names the input.
    init(_ input: Input<PropertyValue>, _ url: PropertyValue?) throws(InputFailure) {
        guard let repository = ImageRepository(url: url?.string ?? "") else {
            throw input.failure(
                "must be the valid URL of a repository, such as "
                    + "\"123456789012.dkr.ecr.us-west-2.amazonaws.com/my-repository\", "
                    + "not \"\(url?.string ?? url?.kind ?? "")\""
            )
        }
        self = repository
    }

    /// The account whose registry holds the repository; `nil` if the host does not say, as that of a local registry.
    ///
    /// The hosts of ECR begin with the twelve digits of the account.
    var registryID: String? {
        let label = reference.prefix { $0 != "." && $0 != "/" }
        return label.utf8.count == 12 && label.utf8.allSatisfy { (0x30...0x39).contains($0) } ? String(label) : nil
    }

    /// Returns the reference to the image of a tag.
    func tagged(_ tag: String) -> String { "\(reference):\(tag)" }
}
