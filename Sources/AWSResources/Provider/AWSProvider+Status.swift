import JSON
public import ProviderKit
public import PulumiProtocol
import RPC

extension AWSProvider {
    /// Lists the types of resources that are services.
    public func serviceTypes(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        let types = ResourceDescriptor.all.values.filter { $0.statuses != nil }.map(\.type).sorted()
        return InvokeResponse(return: [ServiceStatus.typesKey: .list(types.map(PropertyValue.string))])
    }

    /// Finds out how services run.
    public func serviceStatus(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        let session = try configured()
        let wanted = (request.args[ServiceStatus.servicesKey]?.list ?? []).map { $0.map ?? [:] }
        var statuses = [PropertyValue](repeating: [:], count: wanted.count)
        var warnings: [String] = []
        let places = Dictionary(grouping: wanted.indices) { wanted[$0]["type"]?.string ?? "" }
        for (type, places) in places.sorted(by: { $0.key < $1.key }) {
            guard let find = ResourceDescriptor.all[type]?.statuses else {
                throw StatusError(.invalidArgument, "\(type) is no type of services")
            }
            let references = places.map { place in
                ServiceReference(
                    id: wanted[place]["id"]?.string ?? "",
                    outputs: (wanted[place]["outputs"]?.map ?? [:]).plain
                )
            }
            do {
                let result = try await find(references, session)
                for (place, status) in zip(places, result.statuses) { statuses[place] = PropertyValue(plain: status) }
                warnings += result.warnings
            } catch let error where !(error is CancellationError) {
                throw StatusError(.unknown, "finding out how the services run: \(error)")
            }
        }
        return InvokeResponse(return: [
            ServiceStatus.servicesKey: .list(statuses),
            ServiceStatus.warningsKey: .list(warnings.map(PropertyValue.string)),
        ])
    }
}
