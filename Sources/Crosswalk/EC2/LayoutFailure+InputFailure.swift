import ProviderKit

extension LayoutFailure {
    /// Returns the failure of the component with a URN.
    func inputFailure(of urn: String) -> InputFailure { InputFailure(urn, faults) }
}
