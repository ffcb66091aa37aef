"""Compares a package schema with the Python package that Pulumi generated of its own.

Reads a package schema, writes a JSON list of what differs: "awsx:ec2:Vpc.inputs.cidrBlock: string here, integer there".
What the schema marks as an addition, with {"awsx": {"addition": true}}, must be here only.

The Python package says all that a schema does but for the case of the first letter of a type's token. Its sources are
parsed and not run: the types of package aws alone would take seconds to import.
"""
import ast
import importlib.metadata
import json
import re
import sys
import urllib.parse
from pathlib import Path

PRIMITIVES = {"bool": "boolean", "int": "integer", "float": "number", "str": "string"}
SPECIAL = {"Any": "pulumi.json#/Any", "Archive": "pulumi.json#/Archive", "Asset": "pulumi.json#/Asset"}


def sources(distribution):
    """The parsed modules of an installed package, by their dotted name."""
    package = importlib.metadata.distribution(distribution)
    paths = [file for file in package.files if file.suffix == ".py"]
    return {".".join(p.with_suffix("").parts).removesuffix(".__init__"): Path(package.locate_file(p)) for p in paths}


def registered(path):
    """The tokens of a package's resources, by the dotted name of their class."""
    blocks = re.findall(r'"fqn": "([^"]+)",\s*"classes": \{([^}]*)\}', path.read_text())
    return {f"{module}.{name}": token for module, classes in blocks
            for token, name in re.findall(r'"([^"]+)": "([^"]+)"', classes)}


class Published:
    def __init__(self, name):
        self.name, self.python = name, f"pulumi_{name}"
        self.files = sources(f"pulumi-{name}")
        self.tokens = {}
        for other in (name, "aws", "docker"):
            self.tokens |= registered(sources(f"pulumi-{other}")[f"pulumi_{other}"])
        self.entries = {}
        for module, path in self.files.items():
            self.read_module(module.split("."), path)

    def read_module(self, place, path):
        if len(place) < 2 or path.stem == "__init__":
            return
        self.module = place[1]
        tree = ast.parse(path.read_text())
        for node in (n for n in tree.body if isinstance(n, ast.ClassDef)):
            bases = {ast.unparse(base) for base in node.bases}
            token = f"{self.name}:{self.module}:{node.name}"
            if "Enum" in bases:
                values = [n.value.value for n in node.body if isinstance(n, ast.Assign)]
                self.entries[f"{token}.values"] = ", ".join(map(str, values))
            elif path.stem == "_inputs" and "TypedDict" not in bases:
                self.read_inputs(token.removesuffix("Args"), "properties", node)
            elif path.stem == "outputs" and token not in self.entries:
                self.read_outputs(token, "properties", node)
            elif node.name.endswith("Args") and (resource := self.tokens.get(self.dotted(node.name[:-4]))):
                self.read_inputs(resource, "inputs", node)
            elif resource := self.tokens.get(self.dotted(node.name)):
                self.read_outputs(resource, "outputs", node)
        self.read_functions(tree)

    def dotted(self, name):
        return f"{self.python}.{self.module}.{name}"

    def read_functions(self, tree):
        called = re.search(rf"invoke\('({self.name}:\w+:\w+)', __args__.*?typ=(\w+)", ast.unparse(tree))
        if not called:
            return
        token, result = called.groups()
        function = next(n for n in tree.body if isinstance(n, ast.FunctionDef))
        deprecated = ", deprecated" if "is deprecated" in ast.unparse(function) else ""
        self.entries[token] = f"function{deprecated}"
        for argument in function.args.args:
            if argument.arg != "opts":
                self.add(token, "inputs", argument.arg, argument.annotation, True, False, is_eventual=True)
        self.read_outputs(token, "outputs", next(n for n in tree.body if getattr(n, "name", "") == result))

    def getters(self, node):
        """The properties of a class: the name in the schema, the name and annotation in Python, and what marks them."""
        for function in (n for n in node.body if isinstance(n, ast.FunctionDef)):
            marks = [ast.unparse(d) for d in function.decorator_list]
            if getter := next((d for d in marks if d.startswith("pulumi.getter")), None):
                name = re.search(r"name='(\w+)'", getter)
                yield (name[1] if name else function.name, function.name, function.returns,
                       any("deprecated(" in d for d in marks))

    def read_inputs(self, token, part, node):
        self.entries[token] = "resource" if part == "inputs" else "object"
        arguments = next(n for n in node.body if getattr(n, "name", "") == "__init__").args
        optional = {a.arg for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is not None}
        for name, python, annotation, deprecated in self.getters(node):
            self.add(token, part, name, annotation, python in optional, deprecated)

    def read_outputs(self, token, part, node):
        self.entries.setdefault(token, "resource" if part == "outputs" else "object")
        for name, _, annotation, deprecated in self.getters(node):
            text = ast.unparse(annotation)
            optional = bool(re.match(r"(pulumi\.Output\[)?Optional\[", text))
            self.add(token, part, name, annotation, optional, deprecated, is_eventual=True)

    def add(self, token, part, name, annotation, optional, deprecated, is_eventual=False):
        kind = self.type(annotation)
        kind = kind.replace("plain ", "") if is_eventual else kind
        self.entries[f"{token}.{part}.{name}"] = described(kind, not optional, deprecated)

    def type(self, node, plain=True):
        """The notation of a type: `plain` before everything that no pulumi.Input wraps."""
        mark = "plain " if plain else ""
        if isinstance(node, ast.Constant):
            return mark + self.reference(node.value)
        text = ast.unparse(node)
        if not isinstance(node, ast.Subscript):
            name = text.removeprefix("_builtins.").removeprefix("pulumi.")
            return mark + PRIMITIVES[name] if name in PRIMITIVES else SPECIAL[name]
        outer = ast.unparse(node.value).removeprefix("pulumi.")
        if outer in ("Input", "Output"):
            return self.type(node.slice, plain=False)
        if outer == "Optional":
            return self.type(node.slice, plain)
        if outer == "Sequence":
            return f"{mark}[{self.type(node.slice)}]"
        if outer == "Mapping":
            return f"{mark}map of {self.type(node.slice.elts[1])}"
        return mark + " or ".join(self.type(n, plain=False) for n in node.slice.elts)

    def reference(self, text):
        if text.startswith("pulumi_"):
            if text in self.tokens:
                return f"resource {self.tokens[text]}"
            package, module, name = text.replace(".outputs.", ".").split(".")
            name = name.removesuffix("Args")
            return f"{package.removeprefix('pulumi_')}:{module.rstrip('_')}/{name}:{name}"
        module, _, name = text.removeprefix("outputs.").rpartition(".")
        module = module.removeprefix("_").removesuffix("._inputs").removesuffix("._enums") or self.module
        return f"{self.name}:{module}:{name.removesuffix('Args')}"


def described(kind, required, deprecated):
    return kind + (", required" if required else "") + (", deprecated" if deprecated else "")


def capitalized(token):
    head, _, name = token.rpartition(":")
    return f"{head}:{name[:1].upper()}{name[1:]}"


class Schema:
    """The same notation for a package schema."""

    def __init__(self, document):
        self.name = document["name"]
        self.entries, self.additions = {}, set()
        for token, entry in document["types"].items():
            if "enum" in entry:
                self.entries[f"{capitalized(token)}.values"] = ", ".join(str(c["value"]) for c in entry["enum"])
            else:
                properties = (entry["properties"], entry.get("required", []))
                self.add(capitalized(token), "object", entry, properties=properties)
        for token, entry in document["resources"].items():
            self.add(token, "resource", entry, inputs=(entry["inputProperties"], entry.get("requiredInputs", [])),
                     outputs=(entry["properties"], entry.get("required", [])))
        for token, entry in document["functions"].items():
            kind = "function" + (", deprecated" if "deprecationMessage" in entry else "")
            inputs, outputs = ((entry[p]["properties"], entry[p].get("required", [])) for p in ("inputs", "outputs"))
            self.add(token, kind, entry, inputs=inputs, outputs=outputs)

    def add(self, token, kind, entry, **parts):
        self.entries[token] = kind
        if self.is_addition(entry):
            self.additions.add(token)
        for part, (properties, required) in parts.items():
            for name, spec in properties.items():
                place = f"{token}.{part}.{name}"
                is_eventual = part == "outputs" or kind.startswith("function")
                shape = self.type(spec).replace("plain ", "") if is_eventual else self.type(spec)
                self.entries[place] = described(shape, name in required, "deprecationMessage" in spec)
                if self.is_addition(spec) or token in self.additions:
                    self.additions.add(place)

    def is_addition(self, entry):
        return entry.get(self.name, {}).get("addition") is True

    def type(self, spec):
        mark = "plain " if spec.get("plain") else ""
        if "$ref" in spec:
            reference = urllib.parse.unquote(spec["$ref"])
            if reference.startswith("pulumi.json"):
                return reference
            section, token = re.search(r"#/(types|resources)/(.*)", reference).groups()
            return mark + ("resource " if section == "resources" else "") + (
                capitalized(token) if token.startswith(self.name + ":") else token)
        if "oneOf" in spec:
            return mark + " or ".join(map(self.type, spec["oneOf"]))
        if "items" in spec:
            return f"{mark}[{self.type(spec['items'])}]"
        if "additionalProperties" in spec:
            return f"{mark}map of {self.type(spec['additionalProperties'])}"
        return mark + spec["type"]


def main():
    schema = Schema(json.load(sys.stdin))
    published = Published(schema.name)
    ours, theirs = schema.entries, published.entries
    differences = []
    for place in sorted(ours.keys() | theirs.keys()):
        here, there = ours.get(place), theirs.get(place)
        if place in schema.additions:
            if there is not None:
                differences.append(f"{place}: marked as an addition, and there too")
        elif here != there:
            differences.append(f"{place}: {here or 'absent'} here, {there or 'absent'} there")
    json.dump(differences, sys.stdout)


main()
