/// A package of boxes with one fault.
struct FaultyPackage: Sendable {
    /// The text that stands in place of another.
    let old: String
    let new: String
    /// A part of a complaint; `nil` if there must be none.
    let fault: String?

    private init(_ old: String, _ new: String, _ fault: String?) {
        (self.old, self.new, self.fault) = (old, new, fault)
    }

    /// The package's schema.
    var text: String { Self.sound.replacing(old, with: new) }

    /// The schema of the package that it refers to.
    static let other = """
        {"name": "lid", "version": "2.0.0", "types": {}, "resources": {"lid:index:Lid": {}}}
        """

    private static let sound = """
        {"name": "box", "version": "1.0.0", "description": "Containers of cardboard.", "license": "Apache-2.0",
        "language": {"nodejs": {"dependencies": {"@pulumi/lid": "^2.0.0"}}, "go": {},
         "python": {"requires": {"pulumi-lid": ">=2.0.0"}}, "csharp": {"packageReferences": {"Pulumi.Lid": "2.*"}},
         "java": {"dependencies": {"com.pulumi:lid": "2.0.0"}}},
        "config": {"variables": {"depot": {"type": "string", "description": "The place where boxes are kept."}}},
        "types": {"box:index:Size": {"type": "string", "description": "The outer measures.",
          "enum": [{"value": "s", "description": "Up to 10 cm."}, {"value": "l", "description": "Up to 1 m."}]},
         "box:index:Label": {"type": "object", "description": "The text that is glued on.", "properties": {
          "text": {"type": "string", "description": "What is printed."}}, "required": ["text"]}},
        "resources": {"box:index:Box": {"description": "A container.", "inputProperties": {
          "size": {"$ref": "#/types/box:index:Size", "description": "Its measures.", "default": "s"},
          "labels": {"type": "array", "plain": true, "items": {"$ref": "#/types/box:index:Label", "plain": true},
           "description": "All that is glued on."},
          "lid": {"$ref": "/lid/v2.0.0/schema.json#/resources/lid:index:Lid", "description": "What closes it."}},
         "requiredInputs": ["lid"],
         "properties": {"weight": {"type": "number", "description": "Its weight in g."}}, "required": ["weight"]}},
        "functions": {"box:index:getBox": {"description": "Finds a box by its weight.",
          "inputs": {"type": "object", "properties": {"most": {"type": "integer", "description": "The limit in g."}}},
          "outputs": {"type": "object", "properties": {"size": {"type": "string", "description": "Its measures."}},
           "required": ["size"]}}}}
        """

    /// Each rule broken once, and the package as it is.
    static let all: [FaultyPackage] = format + references + names + descriptions + values

    private static let format: [FaultyPackage] = [
        FaultyPackage("", "", nil),
        FaultyPackage(#""license": "Apache-2.0","#, "", "'license' is a required property"),
        FaultyPackage(#""license""#, #""box": {}, "license""#, "'box' was unexpected"),
        FaultyPackage(#""version": "1.0.0""#, #""version": "1.0""#, "version: '1.0' does not match"),
        FaultyPackage(#""box:index:Label": {"type""#, #""box::Label": {"type""#, "'box::Label' does not match"),
        FaultyPackage(#""default": "s""#, #""defualt": "s""#, "'defualt' was unexpected"),
        FaultyPackage(#""enum": [{"value": "s""#, #""enum": [{"valeu": "s""#, "is not valid under any"),
        FaultyPackage(
            #""description": "A container.","#,
            #""description": "A container.", "language": 1,"#,
            "1 is not"
        ),
    ]

    private static let references: [FaultyPackage] = [
        FaultyPackage("#/types/box:index:Size", "#/types/box:index:Sizes", "refers to box:index:Sizes"),
        FaultyPackage("/lid/v2.0.0/", "/lid/v2.1.0/", "refers to lid 2.1.0, which is not here"),
        FaultyPackage("/lid/v2.0.0/", "/cap/v2.0.0/", "refers to cap 2.0.0, which is not here"),
        FaultyPackage("#/resources/lid:index:Lid", "#/types/lid:index:Lid", "is not among the types of package lid"),
        FaultyPackage(#""requiredInputs": ["lid"]"#, #""requiredInputs": ["cap"]"#, "cap is required and not there"),
        FaultyPackage(#""required": ["weight"]"#, #""required": ["size"]"#, "size is required and not there"),
        FaultyPackage(
            #""text": {"type": "string","#,
            ##""text": {"$ref": "#/types/box:index:Label","##,
            "types/box:index:Label: requires itself"
        ),
        FaultyPackage("pulumi-lid", "pulumi-cap", "language/python: requires do not name pulumi-lid"),
        FaultyPackage("Pulumi.Lid", "Pulumi.lid", "packageReferences do not name Pulumi.Lid"),
        FaultyPackage(#""2.0.0""#, #""2.0.1""#, "com.pulumi:lid is not the version that is referred to"),
        FaultyPackage(#""plain": true, "items""#, #""items""#, "elements that must be known in a whole"),
        FaultyPackage(#"{"type": "number","#, #"{"type": "number", "plain": true,"#, "only inputs can be"),
    ]

    private static let names: [FaultyPackage] = [
        FaultyPackage(#""weight""#, #""urn""#, "outputs/urn: is a reserved name"),
        FaultyPackage(#""weight""#, #""box""#, "has the name of its class in C#"),
        FaultyPackage(#""weight""#, #""1weight""#, "is no name in every language"),
        FaultyPackage(#""depot": {"#, #""version": {"#, "config/version: is a reserved name"),
        FaultyPackage(
            #""size": {"$ref""#,
            #""Lid": {"type": "string", "description": "A."}, "size": {"$ref""#,
            "Lid and lid"
        ),
        FaultyPackage(#""size": {"$ref""#, #""lid": {"type": "string"}, "size": {"$ref""#, "lid stands twice"),
        FaultyPackage(#""box:index:Label": {"type""#, #""box:index:BoxArgs": {"type""#, "same name BoxArgs in Go"),
        FaultyPackage(#""box:index:Size": {"type""#, #""bag:index:Size": {"type""#, "is no token of this package"),
        FaultyPackage(#"{"value": "l""#, #"{"value": "S""#, "s and S are one name in some language"),
        FaultyPackage(#"{"value": "l""#, #"{"value": "<""#, "makes no name"),
    ]

    private static let descriptions: [FaultyPackage] = [
        FaultyPackage(#", "description": "Up to 1 m.""#, "", "Size/l: has no description"),
        FaultyPackage("Its weight in g.", "The weight.", "says no more than the name"),
        FaultyPackage("Its weight in g.", "Its weight in g", "is no sentence"),
        FaultyPackage("Its weight in g.", "Its `weight in g.", "a backtick without its partner"),
        FaultyPackage("Its weight in g.", "Its *weight* in g.", "a character that Markdown takes"),
        FaultyPackage("Its weight in g.", "Its  weight in g.", "that Markdown drops"),
        FaultyPackage("What closes it.", "Its measures.", "lid have the same description"),
        FaultyPackage("Up to 1 m.", "Up to 10 cm.", "two values have the same description"),
    ]

    private static let values: [FaultyPackage] = [
        FaultyPackage(#""default": "s""#, #""default": "m""#, #"the default "m" is no value of its type"#),
        FaultyPackage(
            #""most": {"type": "integer","#,
            #""most": {"type": "integer", "default": true,"#,
            "the default true"
        ),
        FaultyPackage(
            #""depot": {"#,
            #""depot": {"secret": true, "default": "x","#,
            "a default that everybody can read"
        ),
        FaultyPackage(#"{"value": "l""#, #"{"value": 1"#, "the value 1 is no value of its type"),
    ]
}
