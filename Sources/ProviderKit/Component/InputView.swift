public import PulumiProtocol

/// A typed view of an object among a component's inputs: each of its properties is an ``Input``.
///
/// Views are generated from the schema of the component's package.
public protocol InputView: Sendable {
    /// The object that is viewed.
    var object: InputObject { get }
    /// A view of an object.
    init(object: InputObject)
}

extension InputView {
    /// Returns the input of a name in the schema.
    public func input<Value>(_ name: String) -> Input<Value> {
        Input(owner: object.owner, objectPath: object.path, name: name, value: object.properties[name])
    }
}

/// A view of all inputs of a component.
public protocol ComponentInputs: InputView {
    /// The component's type token, such as `awsx:ecs:FargateService`.
    static var type: String { get }
}

/// A view of inputs that a child resource takes over as they are.
public protocol ForwardedInputs: InputView {
    /// The names of the properties that the child has too.
    static var forwardedNames: [String] { get }
    /// The values of the schema for properties that are not given.
    static var defaults: PropertyMap { get }
}

extension ForwardedInputs {
    /// No values.
    public static var defaults: PropertyMap { [:] }

    /// The properties that the child has too, as given, over the defaults of the schema.
    public var forwarded: PropertyMap {
        Self.defaults.merging(object.properties(named: Self.forwardedNames))
    }
}
