"""Finds the faults of package schemas: whatever keeps a generator from making an SDK of one, or a reader from using it.

Reads a JSON list of questions {"package": "awsx", "documents": {"awsx": "…", "aws": "…"}, "described": true}: the
texts of a package's schema and of those that it refers to, and whether everything in it needs a description. Writes a
list with the faults of each, as lines that begin with the place.

The format is checked with schema/metaschema.json by the Python package jsonschema. The other rules are those of
Pulumi's documentation which a JSON Schema cannot express; no generator of SDKs runs without the Pulumi CLI.
"""
import json
import re
import sys
import urllib.parse
from collections import defaultdict
from pathlib import Path

import jsonschema

METASCHEMA = json.loads((Path(__file__).resolve().parents[2] / "schema" / "metaschema.json").read_text())
BUILT_IN = {"boolean": bool, "integer": int, "number": (int, float), "string": str}
# Members that generated classes have themselves, by where no property may have the name; Pulumi keeps its own name.
RESERVED = {"types": {"pulumi"}, "functions": {"pulumi"}, "inputs": {"pulumi"}, "outputs": {"pulumi", "urn", "id"},
            "config": {"pulumi", "version"}}
# The Go identifiers that are generated for a resource, an object type, an enumeration and a function.
GO_NAMES = {
    "resource": "{0} New{0} {0}Args {0}State {0}Input {0}Output {0}Array {0}ArrayInput {0}ArrayOutput {0}Map "
                "{0}MapInput {0}MapOutput",
    "object": "{0} {0}Args {0}Input {0}Output {0}PtrInput {0}PtrOutput {0}Array {0}ArrayInput {0}ArrayOutput {0}Map "
              "{0}MapInput {0}MapOutput",
    "enum": "{0} {0}Input {0}Output {0}PtrInput {0}PtrOutput {0}Array {0}ArrayInput {0}ArrayOutput",
    "function": "{0} {0}Args {0}Result {0}Output {0}OutputArgs {0}ResultOutput",
}
# Where each language names the packages whose types an SDK uses. Go finds them by their import paths.
DEPENDENCIES = {"nodejs": ("dependencies", "@pulumi/{0}"), "python": ("requires", "pulumi-{0}"),
                "csharp": ("packageReferences", "Pulumi.{1}"), "java": ("dependencies", "com.pulumi:{0}")}
FILLERS = set("the a an of this that is are it its indicates whether by to with for in at and or".split())


def pascal(name):
    return re.sub(r"(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])", lambda m: m[1].upper(), name)


def folded(name):
    """What remains of a name in every casing: two names that are equal then are equal in some language."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def words(text):
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    return {word.removesuffix("s") for word in re.findall(r"[a-z0-9]+", split.lower())} - FILLERS


def text_faults(text, name):
    """The faults of a description, which documentation shows as Markdown below the name."""
    if re.search(r"  | $|^ |\n{3}|[^\n]\n[^\n]", text):
        yield "has spaces or line breaks that Markdown drops"
    if text.count("`") % 2:
        yield "has a backtick without its partner"
    prose = re.sub(r"`[^`]*`", "``", text)
    if re.search(r"[<>*_#]|\[", prose):
        yield "has a character that Markdown takes for its own"
    if not re.match(r"[A-Z`]|macOS|gzip", text) or not text.endswith("."):
        yield "is no sentence"
    if words(text) <= words(name):
        yield "says no more than the name"


class Package:
    def __init__(self, question):
        self.name, self.faults, self.described = question["package"], [], question.get("described", True)
        self.used = set()
        self.documents = {name: self.read(name, text) for name, text in question["documents"].items()}
        self.document = self.documents[self.name]

    def fault(self, place, problem):
        self.faults.append(f"{place}: {problem}")

    def read(self, name, text):
        def members(pairs):
            for key, count in ((k, sum(k == other for other, _ in pairs)) for k, _ in pairs):
                if count > 1 and name == self.name:
                    self.fault("document", f"{key} stands twice in one object")
            return dict(pairs)
        return json.loads(text, object_pairs_hook=members)

    def check(self):
        errors = jsonschema.Draft202012Validator(METASCHEMA).iter_errors(self.document)
        self.faults += [f"{'/'.join(map(str, e.absolute_path)) or 'document'}: {e.message[:200]}" for e in errors]
        if not self.faults:
            self.check_entries()
            self.check_tokens()
            self.check_cycles()
            self.check_dependencies()
        return sorted(set(self.faults))

    def check_entries(self):
        document = self.document
        self.describe("document", self.name, document)
        config = document.get("config", {})
        self.object("config", "config", self.name, config.get("variables", {}), config.get("defaults", []))
        if provider := document.get("provider"):
            self.object("provider", "config", self.name, provider.get("inputProperties", {}))
        for token, entry in document.get("types", {}).items():
            if self.described:
                self.describe(f"types/{token}", token.split(":")[-1], entry)
            if "enum" in entry:
                self.enumeration(f"types/{token}", entry)
            else:
                self.object(f"types/{token}", "types", token, entry.get("properties", {}), entry.get("required", []))
        for token, entry in document.get("resources", {}).items():
            place = f"resources/{token}"
            self.describe(place, token.split(":")[-1], entry)
            inputs = entry.get("inputProperties", {})
            self.object(f"{place}/inputs", "inputs", token, inputs, entry.get("requiredInputs", []))
            self.object(f"{place}/outputs", "outputs", token, entry.get("properties", {}), entry.get("required", []))
        for token, entry in document.get("functions", {}).items():
            place = f"functions/{token}"
            self.describe(place, token.split(":")[-1], entry)
            for part in ("inputs", "outputs"):
                properties = entry[part].get("properties", {})
                self.object(f"{place}/{part}", "functions", token, properties, entry[part].get("required", []))

    def describe(self, place, name, entry):
        if "description" not in entry:
            return self.fault(place, "has no description")
        for problem in text_faults(entry["description"], name):
            self.fault(place, f"the description {problem}")
        for problem in text_faults(entry.get("deprecationMessage", "Use another."), name):
            self.fault(place, f"the deprecation message {problem}")

    def object(self, place, kind, token, properties, required=()):
        for name in required:
            if name not in properties:
                self.fault(place, f"{name} is required and not there")
        spellings, texts = defaultdict(list), defaultdict(list)
        for name, property in properties.items():
            if kind == "functions" and name == "__self__":  # The resource of a method, which SDKs fill in.
                continue
            spellings[folded(name)].append(name)
            texts[property.get("description", name)].append(name)
            self.property(f"{place}/{name}", kind, name, property)
            # C# takes no member of the name of its class.
            csharp = property.get("language", {}).get("csharp", {}).get("name", pascal(name))
            if kind in ("types", "outputs") and self.described and csharp == pascal(token.split(":")[-1]):
                self.fault(f"{place}/{name}", "has the name of its class in C#, and no other in language.csharp")
        for names in spellings.values():
            if len(names) > 1:
                self.fault(place, f"{' and '.join(names)} are one name in some language")
        for names in texts.values():
            if len(names) > 1:
                self.fault(place, f"{' and '.join(names)} have the same description")

    def property(self, place, kind, name, property):
        # The component of a method, which no SDK shows as an argument.
        is_self = name == "__self__" and kind == "functions"
        if not is_self and not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9]*", name):
            self.fault(place, "is no name in every language")
        if name in RESERVED[kind]:
            self.fault(place, "is a reserved name")
        if self.described or "description" in property:
            self.describe(place, name, property)
        self.type(place, property, kind in ("outputs", "config"))
        for key in ("default", "const"):
            if key in property:
                self.value(place, key, property[key], property)
        if property.get("secret") and property.get("default"):
            self.fault(place, "is secret and has a default that everybody can read")

    def type(self, place, spec, is_output):
        if is_output and "plain" in spec:
            self.fault(place, "is plain, which only inputs can be")
        parts = [spec.get("items"), spec.get("additionalProperties"), *spec.get("oneOf", [])]
        if not isinstance(spec.get("additionalProperties", {}), dict):
            parts.remove(spec["additionalProperties"])
        for part in filter(None, parts):
            if part.get("plain") and not spec.get("plain"):
                self.fault(place, "has elements that must be known in a whole that need not be")
            self.type(place, part, is_output)
        if "$ref" in spec and not spec["$ref"].startswith("pulumi.json#"):
            self.resolved(place, spec["$ref"])

    def resolved(self, place, reference):
        """The entry that a reference leads to."""
        parts = re.fullmatch(r"(.*)#/(types|resources)/(.+)", urllib.parse.unquote(reference))
        document, section, token = parts.groups()
        target = self.document
        if document:
            _, name, version, _ = document.split("/")
            target = self.documents.get(name)
            if target is None or "v" + target["version"] != version:
                return self.fault(place, f"refers to {name} {version[1:]}, which is not here")
            self.used.add(name)
        entry = target.get(section, {}).get(token)
        if entry is None:
            self.fault(place, f"refers to {token}, which is not among the {section} of package {target['name']}")
        return entry

    def value(self, place, key, value, property):
        if "$ref" in property and property["$ref"].startswith("#/types/"):
            entry = self.resolved(place, property["$ref"]) or {}
            fits = any(value == choice["value"] for choice in entry.get("enum", []))
        else:
            wanted = BUILT_IN.get(property.get("type"))
            fits = wanted is not None and isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)
        if not fits:
            self.fault(place, f"the {key} {json.dumps(value)} is no value of its type")

    def enumeration(self, place, entry):
        names = defaultdict(list)
        for choice in entry["enum"]:
            value = choice["value"]
            self.value(place, "value", value, entry)
            name = choice.get("name", str(value))
            names[folded(name)].append(name)
            if not re.match(r"[a-zA-Z]", name):
                self.fault(place, f"{json.dumps(value)} makes no name")
            if self.described:
                self.describe(f"{place}/{name}", name, choice)
        for same in names.values():
            if len(same) > 1:
                self.fault(place, f"{' and '.join(same)} are one name in some language")
        if len({choice.get("description", choice["value"]) for choice in entry["enum"]}) < len(entry["enum"]):
            self.fault(place, "two values have the same description")

    def check_tokens(self):
        module_format = re.compile(self.document.get("meta", {}).get("moduleFormat", "(.*)"))
        identifiers = defaultdict(lambda: defaultdict(set))
        for section, kind in (("resources", "resource"), ("functions", "function"), ("types", "object")):
            spellings = defaultdict(list)
            for token, entry in self.document.get(section, {}).items():
                package, module, name = token.split(":")
                module = module_format.match(module)[1]
                if package != self.name or (module == "index" and name.lower() == "provider"):
                    self.fault(f"{section}/{token}", "is no token of this package")
                spellings[module, folded(name)].append(token)
                names = GO_NAMES["enum" if "enum" in entry else kind].format(pascal(name)).split()
                for identifier in names:
                    identifiers[module][identifier].add(f"{section}/{token}")
            for tokens in spellings.values():
                if len(tokens) > 1:
                    self.fault(section, f"{' and '.join(sorted(tokens))} are one name in some language")
        for module in identifiers.values():
            for identifier, places in module.items():
                if len(places) > 1 and self.described:
                    self.fault(" and ".join(sorted(places)), f"make the same name {identifier} in Go")

    def check_cycles(self):
        """A type that requires itself can never be given."""
        needs = {}
        for token, entry in self.document.get("types", {}).items():
            properties = entry.get("properties", {})
            wanted = (properties.get(name, {}).get("$ref", "") for name in entry.get("required", []))
            local = (urllib.parse.unquote(reference) for reference in wanted if reference.startswith("#/types/"))
            needs[token] = {reference.removeprefix("#/types/") for reference in local}
        for start in needs:
            reached, pending = set(), [start]
            while pending:
                for token in needs.get(pending.pop(), ()):
                    if token not in reached:
                        reached.add(token)
                        pending.append(token)
            if start in reached:
                self.fault(f"types/{start}", "requires itself")

    def check_dependencies(self):
        languages = self.document.get("language", {})
        for name in self.used:
            for language, (section, form) in DEPENDENCIES.items():
                dependency = form.format(name, pascal(name))
                version = languages.get(language, {}).get(section, {}).get(dependency)
                if version is None:
                    self.fault(f"language/{language}", f"{section} do not name {dependency}")
                # Java takes the very version that is named, the others any that fits.
                elif language == "java" and version != self.documents[name]["version"]:
                    self.fault(f"language/{language}", f"{dependency} is not the version that is referred to")


print(json.dumps([Package(question).check() for question in json.load(sys.stdin)]))
