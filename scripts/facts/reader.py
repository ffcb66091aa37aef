"""Reads schema/facts: one file a type or function, the object types that several share, and the provider.

The tables say for every key what becomes of it. A key that no table knows ends the run, so that nothing of the facts
is dropped in silence; schema/facts/README.md says what each key means.
"""
import json
import sys
from pathlib import Path

FACTS = Path(__file__).resolve().parent.parent.parent / "schema" / "facts"

# What becomes of a key: it goes into schema/aws.json; it is written for people or for tests; or no code reads it yet.
EMITTED, PEOPLE, TESTS, LATER = "emitted", "people", "tests", "later"


def table(**uses):
    return {key: use for use, keys in uses.items() for key in keys.split()}


RESOURCE = table(
    emitted="type implemented description holds aliases twin inputs outputs removedInputs removedOutputs types id import lookup"
            " autonaming nameRule namePattern timeoutsSeconds deleteBeforeReplace conflictsWith exactlyOneOf"
            " atLeastOneOf requiredTogether constraints retries notFound ignoreOnDelete waits preCreateCheck"
            " idempotencyToken onRemoval onRemovalNested replaceConditions equivalence diffSuppress listChanges derived"
            " partialFailure awsAttributeKeys values between across jsonMembers tables",
    # The order of calls and the answers that a descriptor's code knows; where a behaviour comes from.
    people="upstreamName operations createSteps deleteSteps createRule createConflict deleteError updateRule"
           " updateRequires updateNeedsStopStart readRule readKey readMapping readFilter readEmptyCodes decode"
           " ruleKey regionRule protocolNormalise stateNormalise numbers enumNumbers tagsShape tagSpecification wire"
           " attributeRule errorCodes deleteBeforeReplaceNote motoMissing motoNotes notes sources importRules",
    tests="observed5x",
    later="onRemovalNotes lock",
)

FUNCTION = table(
    emitted="function implemented twin description args result types filterMap echoesArguments values between",
    people="operations id exactlyOneResult mapping clientSide mostRecentBy decode timeFormat computed errors sortBy"
           " excludeBy mergeKey notes sources",
    later="conflictsWith requiredTogether exactlyOneOf atLeastOneOf timeoutsSeconds onRemoval",
)

PROPERTY = table(
    emitted="type required replaceOnChange computed default set awsDefault leftToAWS legacyDefault deprecated format"
            " altType secret optional outputOnly writeOnly changesWith changesIf description",
    people="enum note assumed",
)

OBJECT = table(emitted="properties", people="outputOnly inputOnly")


class FactsError(Exception):
    """A key or a form that the generator cannot express."""


def fail(place, problem):
    raise FactsError(f"{place}: {problem}")


def check(place, keys, known):
    for key in keys:
        if key not in known:
            fail(place, f"no table says what becomes of the key {key!r}: add it in scripts/facts/reader.py")


class Facts:
    """Everything that schema/facts holds, by token."""

    def __init__(self):
        self.resources, self.functions, self.types = {}, {}, {}
        self.provider = self.read(FACTS / "provider.json")
        self.upstream = self.read(FACTS / "upstream.json")
        for path in sorted(FACTS.glob("*/*.json")):
            document = self.read(path)
            self.add_types(path, document.get("types", {}))
            if "type" in document:
                self.add(self.resources, document["type"], document, RESOURCE, path)
            elif "function" in document:
                self.add(self.functions, document["function"], document, FUNCTION, path)
            else:
                check(path.name, document, ("types", "enums"))
        self.add_types(FACTS / "provider.json", self.provider["types"])

    def read(self, path):
        try:
            return json.loads(path.read_text())
        except ValueError as error:
            fail(path, error)

    def add(self, kind, token, document, known, path):
        place = path.relative_to(FACTS)
        if token.split(":")[1] != str(place.with_suffix("")):
            fail(place, f"the file of {token} must be {token.split(':')[1]}.json")
        check(place, document, known)
        for section in ("inputs", "outputs", "args", "result", "removedInputs"):
            for name, property in document.get(section, {}).items():
                check(f"{place}: {name}", property, PROPERTY)
        kind[token] = document

    def add_types(self, path, types):
        for name, type in types.items():
            if name in self.types:
                fail(path, f"the object type {name} stands in another file too")
            check(f"{path.name}: {name}", type, OBJECT)
            for property, facts in type["properties"].items():
                check(f"{path.name}: {name}.{property}", facts, PROPERTY)
            self.types[name] = type

    def implemented(self, kind):
        return sorted(token for token, document in kind.items() if document.get("implemented"))

    def missing(self, section, present):
        """The tokens of upstream's package that are not among those that are present."""
        tokens = (f"aws:{module}/{name[0].lower()}{name[1:]}:{name}"
                  for module, names in self.upstream[section].items() for name in names.split())
        return [token for token in tokens if token not in present]


def run(main):
    """Runs a script's main function; a fault in the facts is one line."""
    try:
        sys.exit(main())
    except FactsError as error:
        sys.exit(f"schema/facts: {error}")
