"""Rules on values and between properties, as data for Check.

A rule on one value is an object of limits, kept as it is. A rule between properties is an expression, such as
`type = forward => targetGroupArn || forward`; it becomes a tree of lists, `["=>", ["=", ["get", "type"], "forward"], …]`,
so that nothing is parsed at run time. Every path is looked up in the schema, and everything that has no form ends the
run. schema/facts/README.md describes the language.
"""
import re

from facts.reader import fail

# What the limits of a value may be, and what is only written about them.
LIMITS = set("enum caseInsensitive notIn min max exclusiveMin multipleOf oneOfRanges minLength maxLength minItems maxItems"
             " pattern notPattern keyMinLength keyMaxLength keyPattern valueMaxLength anyOf allowEmpty maxBytesDecoded"
             " format network prefixMin prefixMax prefixStep jsonType type required says".split())
REMARKS = {"by", "note", "at", "normalise", "partition", "level", "later", "unchecked"}
FORMATS = set("arn ipv4Cidr ipv6Cidr cidrNetwork ipv4Address ipv6Address json jsonOrYaml jsonObject iamPolicyJson base64"
              " regex region nullableBool nullableInt nullableFloat integerString decimal goDuration duration rfc3339"
              " utcTimestamp date cpuUnits ipProtocol internetProtocol portRange imageReference".split())
JSON_TYPES = {"object", "array", "array of objects"}
MEMBER_TYPES = {"string", "integer", "boolean"}
# Escapes, groups and lazy or possessive repetition for which Check's matcher has no form.
UNKNOWN_FORMS = re.compile(r"\\[0-9ABGZbBDSWxN]|\(\?(?![:=!]|<[=!])|[*+?}][?+]")
PATTERNS = ("pattern", "notPattern", "keyPattern")

BETWEEN = {"rule", "each", "says", "by", "note", "at", "level", "later", "unchecked", "alreadyIn", "with", "via", "as", "ownCheck", "byHand"}
LEVELS = {"warning", "ignored"}

# Functions by the number of their arguments (None: one or more), and what the arguments are.
CONDITIONS = {"exactlyOne": None, "atMostOne": None, "atLeastOne": None}
PREDICATES = {"distinct": None, "disjoint": 2, "subset": 2, "acyclic": 3, "allEqual": 2, "startsWith": 2, "ascending": 1,
              "fargateSize": 2, "distinctPorts": 2, "canRollOut": 3}
VALUES = {"count": 1, "sum": None, "max": 1, "upper": 1, "number": 1, "units": 1, "mib": 1, "length": 1, "first": 1,
          "keys": 1, "sumFirst": None, "lookup": 3, "last": 2}
# Functions that find an element, of which a member is meant.
FINDERS = {"lookup", "last"}
# Arguments that are names of members, by function and position; and those that may be text.
NAMES = {("acyclic", 1), ("acyclic", 2), ("lookup", 1), ("last", 1), ("distinctPorts", 1), ("sumFirst", 1),
         ("sumFirst", 2)}
TEXTS = {("allEqual", 1), ("startsWith", 1)}


# Values

def limits(place, rule):
    """The limits of one rule, without the remarks; `None` for a rule that only holds remarks."""
    if unknown := rule.keys() - LIMITS - REMARKS:
        fail(place, f"values: no form for {', '.join(sorted(unknown))} in {rule}")
    kept = {k: v for k, v in rule.items() if k in LIMITS}
    if rule.get("format", "arn") not in FORMATS:
        fail(place, f"values: there is no format {rule['format']!r}")
    if rule.get("jsonType", "object") not in JSON_TYPES or rule.get("type", "string") not in MEMBER_TYPES:
        fail(place, f"values: no such type in {rule}")
    for key in PATTERNS:
        if key in rule:
            kept[key] = pattern(place, rule[key])
    for alternative in rule.get("anyOf", []):
        limits(place, alternative)
    if "says" not in kept and (words := in_words(rule)):
        kept["says"] = words
    if rule.get("level") in LEVELS or "unchecked" in rule:
        kept["warns"] = True
    elif "level" in rule:
        fail(place, f"values: there is no level {rule['level']!r}")
    return None if "later" in rule or not kept.keys() - {"says", "warns"} else kept


def pattern(place, text):
    """A pattern that Check's matcher has: classes, groups, repetition, alternatives, looks ahead and (of one length) behind."""
    try:
        re.compile(text)
    except re.error as error:
        fail(place, f"the pattern {text!r}: {error}")
    if bad := UNKNOWN_FORMS.search(re.sub(r"\\u[0-9a-fA-F]{4}|\\\W|\[(?:\\.|[^\]\\])*\]", "x", text)):
        fail(place, f"the pattern {text!r}: there is no form for {bad[0]!r}")
    return text


def in_words(rule):
    """What simple patterns ask for, as a sentence's end."""
    if m := re.fullmatch(r"\^([\w-]+)", rule.get("notPattern", "")):
        return f'not begin with "{m[1]}"'
    if rule.get("pattern") == "^/":
        return 'begin with "/"'
    if rule.get("pattern") == "^https://":
        return 'begin with "https://"'
    return None


def values(place, document, properties, facts):
    """By path: the rules that hold together, members of JSON text among them."""
    given = dict(document.get("values", {}))
    for property, members in document.get("jsonMembers", {}).items():
        given |= {property + path: rules for path, rules in members.items()}
    result = {}
    for path, rules in given.items():
        Scope(place, properties, facts).check(path)
        kept = [x for x in (limits(f"{place}: {path}", r) for r in (rules if isinstance(rules, list) else [rules])) if x]
        if kept:
            result[path] = kept[0] if len(kept) == 1 else kept
    return result


# Paths

SEGMENT = re.compile(r"([\w-]+)((?:\[\]|\{\})*)")


class Scope:
    """The properties that names in a rule stand for: those of the resource, and of the elements on the way in."""

    def __init__(self, place, properties, facts, members=(), each=None, extra=(), choices=()):
        self.place, self.facts, self.members, self.extra = place, facts, set(members), set(extra)
        self.choices = dict(choices)
        self.root, self.each = {"properties": properties}, each
        # What others know is not described anywhere: all members are taken for some.
        is_foreign = each and each.split(".")[0].rstrip("[]") in self.extra
        self.here = "any" if is_foreign else self.find(self.root, each) if each else self.root
        if self.here is None:
            fail(place, f"there is no property {each}")

    def find(self, start, path):
        """The object, type name or `any` at a path; `None` if there is none."""
        at = start
        for part in path.split("."):
            m = SEGMENT.fullmatch(part)
            if not m or at is None:
                return None
            if at == "any":
                continue
            if not isinstance(at, dict) or m[1] not in at["properties"]:
                return None
            property = at["properties"][m[1]]
            at = self.inside(property["type"], m[2], property)
        return at

    def inside(self, type, steps, property):
        if property.get("format") == "json":
            return "any"
        for step in re.findall(r"\[\]|\{\}", steps):
            if step == "[]" and type.endswith("[]"):
                type = type[:-2]
            elif step == "{}" and type.startswith("map<"):
                type = type[4:-1]
            else:
                return None
        if type.startswith("#") and not type.endswith("[]"):
            return self.facts.types[type.removeprefix("#")]
        return type

    def chooses(self, operand, word):
        """Whether a word is one of the values that a property may have, also if a property is called so."""
        if not isinstance(operand, list) or operand[0] != "get":
            return False
        _, prefix, path = self.start(operand[1])
        return word in self.choices.get(f"{prefix}.{path}" if prefix else path, ())

    def exists(self, path):
        """Whether a path is one of a property, or of anything inside JSON."""
        return self.find(self.here, path) is not None or self.resolve(path) or (
            path[:2] in ("$.", "^.") and self.find(*self.start(path)[::2]) is not None)

    def start(self, path):
        """The object in which a path begins, that object's own path, and the rest."""
        if path.startswith("$."):
            return self.root, "", path[2:]
        if path.startswith("^."):
            outer = self.each.rpartition(".")[0]
            return self.find(self.root, outer), outer, path[2:]
        return self.here, self.each or "", path

    def resolve(self, path):
        """Whether a path of a rule stands for a property; inside JSON, for a member that a rule is known for."""
        return self.resolved(*self.start(path))

    def resolved(self, start, prefix, path):
        if start is self.root and path.split(".")[0].rstrip("[]") in self.extra:
            return True
        if self.find(start, path) is None:
            return False
        whole = f"{prefix}.{path}" if prefix else path
        return self.reaches_json(whole) is False or whole in self.members

    def reaches_json(self, path):
        parts = path.split(".")
        return any(self.find(self.root, ".".join(parts[:n])) == "any" for n in range(1, len(parts)))

    def check(self, path):
        if self.find(self.root, path) is None:
            fail(self.place, f"there is no property {path}")


# Expressions

TOKEN = re.compile(r"""\s*(?:(?P<op><=>|=>|<=|>=|!=|=~|&&|\|\||[=<>!(),\[\]+])
                       |/(?P<regex>(?:\\.|[^/\\])+)/
                       |"(?P<double>[^"]*)"|'(?P<single>[^']*)'
                       |(?P<path>[$^]\.[\w-]+(?:\[\]|\{\})*(?:\.[\w-]+(?:\[\]|\{\})*)*)
                       |(?P<number>-?\d+(?:\.\d+)?(?![\w.-]))
                       |(?P<word>[A-Za-z_.][\w-]*(?:\[\]|\{\})*(?:\.[\w-]+(?:\[\]|\{\})*)*))""", re.VERBOSE)


class Parser:
    """Reads one expression; names that are properties are paths, other bare words are text."""

    def __init__(self, place, text, scope):
        self.place, self.text, self.scope, self.position = f"{place}: {text!r}", text, scope, 0
        self.tokens = []
        while self.position < len(text.rstrip()):
            m = TOKEN.match(text, self.position)
            if not m:
                fail(self.place, f"no form for {text[self.position:]!r}")
            self.tokens.append((m.lastgroup, m[m.lastgroup]))
            self.position = m.end()
        self.at = 0

    def peek(self, *wanted):
        return self.at < len(self.tokens) and self.tokens[self.at] in [("op", w) for w in wanted] + [("word", w) for w in wanted]

    def take(self, *wanted):
        if self.peek(*wanted):
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def expect(self, wanted):
        if not self.take(wanted):
            fail(self.place, f"{wanted!r} is missing before {self.tokens[self.at:][:3]}")

    def rule(self):
        tree = self.condition()
        if self.at < len(self.tokens):
            fail(self.place, f"no form for {self.tokens[self.at:]}")
        return tree

    def condition(self):
        left = self.either()
        if arrow := self.take("=>", "<=>"):
            return [arrow, left, self.either()]
        return left

    def either(self):
        terms = [self.both()]
        while self.take("||"):
            terms.append(self.both())
        return terms[0] if len(terms) == 1 else ["|", *terms]

    def both(self):
        terms = [self.negation()]
        while self.take("&&"):
            terms.append(self.negation())
        return terms[0] if len(terms) == 1 else ["&", *terms]

    def negation(self):
        if self.take("!"):
            return ["!", self.negation()]
        if self.take("("):
            inner = self.condition()
            self.expect(")")
            return inner
        return self.comparison()

    def comparison(self):
        left = self.operand(left=True)
        if not isinstance(left, list):
            left = left if self.peek("=", "!=", "<", "<=", ">", ">=") else self.path(left)
        tests = []
        while op := self.take("=", "!=", "<", "<=", ">", ">=", "=~", "in", "not", "contains", "subset"):
            negated = op == "not"
            if negated:
                self.expect("in")
                op = "in"
            if op == "=~":
                kind, regex = self.tokens[self.at]
                self.at += 1
                right = pattern(self.place, regex.replace("\\/", "/")) if kind == "regex" else fail(self.place, "=~ needs a /pattern/")
            elif op == "contains":
                op, right = "=", self.operand()
            elif self.at < len(self.tokens) and self.scope.chooses(left, self.tokens[self.at][1]):
                self.at += 1
                right = self.tokens[self.at - 1][1]
            else:
                right = self.operand(list_allowed=op in ("in", "subset"))
            test = [op, left, right]
            tests.append(["!", test] if negated else test)
            left = right
        if not tests:
            return left if left[0] in PREDICATES or left[0] in CONDITIONS else ["has", left]
        return tests[0] if len(tests) == 1 else ["&", *tests]

    def operand(self, left=False, list_allowed=False):
        """A literal, `["get", path]`, a list, or a call."""
        value = self.single(left, list_allowed)
        if self.take("+"):
            return ["+", value, self.single(False, False)]
        return value

    def single(self, left, list_allowed):
        if self.at >= len(self.tokens):
            fail(self.place, "the expression ends too early")
        if self.take("["):
            if not list_allowed:
                fail(self.place, "a list stands only after in and subset")
            return self.list()
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind in ("double", "single"):
            return text
        if kind == "number":
            return float(text) if "." in text else int(text)
        if kind == "word" and self.peek("("):
            return self.call(text)
        if kind == "path" or kind == "word" and (self.scope.resolve(text) or left):
            return self.path(text)
        if kind == "word":
            return {"true": True, "false": False}.get(text, text)
        return fail(self.place, f"no form for {text!r}")

    def path(self, text):
        if isinstance(text, (int, float)):
            fail(self.place, f"{text} is no condition")
        if not self.scope.exists(text):
            fail(self.place, f"there is no property {text}")
        return ["get", text]

    def list(self):
        items = []
        while not self.take("]"):
            kind, text = self.tokens[self.at]
            self.at += 1
            items.append({"absent": None, "true": True, "false": False}.get(text, text) if kind == "word"
                         else float(text) if kind == "number" and "." in text else int(text) if kind == "number" else text)
            if not self.peek("]"):
                self.expect(",")
        return ["list", *items]

    def call(self, name):
        self.expect("(")
        known = CONDITIONS | PREDICATES | VALUES
        if name not in known:
            fail(self.place, f"there is no function {name}")
        arguments = []
        while not self.take(")"):
            arguments.append(self.argument(name, len(arguments)))
            if not self.peek(")"):
                self.expect(",")
        if known[name] not in (None, len(arguments)) or not arguments:
            fail(self.place, f"{name} takes {known[name] or 'some'} arguments")
        if name in FINDERS:
            kind, text = self.tokens[self.at] if self.at < len(self.tokens) else (None, "")
            if kind != "word" or not text.startswith("."):
                fail(self.place, f"{name}(…) is an element; a member must follow")
            self.at += 1
            arguments.append(text[1:])
        return [name, *arguments]

    def argument(self, name, index):
        if name in CONDITIONS:
            return self.either()
        if (name, index) in NAMES:
            self.at += 1
            return self.tokens[self.at - 1][1]
        if name == "count":
            inner = self.either()
            return inner[1] if inner[0] == "has" else self.elementwise(inner)
        return self.operand(left=(name, index) not in TEXTS)


    def elementwise(self, test):
        """A test of a member in a list, as the list and the test of one element."""
        if not isinstance(test[1], list) or test[1][0] != "get" or "[]." not in test[1][1]:
            fail(self.place, "count takes a path, or a test of a member in a list such as actions[].type = forward")
        collection, _, member = test[1][1].rpartition("[].")
        return ["where", ["get", collection + "[]"], [test[0], ["get", member], *test[2:]]]


def between(place, document, properties, facts):
    """The rules between properties that Check judges, each with its tree."""
    members = known_members(document)
    others = {fact["as"] for fact in document.get("across", [])}
    result = []
    for fact in document.get("between", []) + document.get("across", []):
        if unknown := fact.keys() - BETWEEN:
            fail(place, f"between: no form for {', '.join(sorted(unknown))} in {fact}")
        if fact.get("level", "warning") not in LEVELS | {"deferred"}:
            fail(place, f"between: there is no level {fact['level']!r}")
        if fact.keys() & {"alreadyIn", "later", "byHand"} or fact.get("level") == "deferred":
            continue
        if "type" in document and "each" not in fact and (key := same_group(document, fact["rule"])):
            fail(place, f"the rule {fact['rule']} stands in {key} too: mark it alreadyIn")
        scope = Scope(place, properties, facts, members, fact.get("each"), others if "as" in fact else (),
                      choices(document))
        entry = {"rule": Parser(place, fact["rule"], scope).rule(), "says": fact["says"]}
        if "each" in fact:
            entry["each"] = fact["each"]
        if fact.get("level") in LEVELS or "unchecked" in fact or fact.get("at") == "launch":
            entry["warns"] = True
        if "as" in fact:
            entry["across"] = True
        if fact.get("ownCheck"):
            entry["ownCheck"] = True
        result.append(entry)
    return result


def choices(document):
    """By path: the values of an enumeration."""
    return {path: {v for r in (rules if isinstance(rules, list) else [rules]) for v in r.get("enum", [])}
            for path, rules in document.get("values", {}).items()}


def texts(values, between, properties):
    """The properties whose JSON text rules look into."""
    def paths(tree):
        if not isinstance(tree, list):
            return []
        return [tree[1].removeprefix("$.")] if tree and tree[0] == "get" else [p for part in tree for p in paths(part)]
    every = list(values) + [p for rule in between for p in [rule.get("each", ""), *paths(rule["rule"])]]
    deep = {m[1] for path in every if (m := re.match(r"(\w+)[\[.]", path))}
    return sorted(name for name in deep if properties.get(name, {}).get("format") == "json")


def same_group(document, text):
    """The key whose group says the same as a rule such as `atMostOne(name, namePrefix)`."""
    keys = {"atMostOne": "conflictsWith", "exactlyOne": "exactlyOneOf", "atLeastOne": "atLeastOneOf"}
    if m := re.fullmatch(r"(atMostOne|exactlyOne|atLeastOne)\(([\w, ]+)\)", text):
        names = set(re.split(r",\s*", m[2]))
        groups = document.get(keys[m[1]], []) + (document.get("exactlyOneOf", []) if m[1] == "atMostOne" else [])
        return keys[m[1]] if any(names <= set(group) for group in groups) else None
    if m := re.fullmatch(r"(\w+) => (!?)(\w+)", text):
        together = any({m[1], m[3]} <= set(g) for g in document.get("requiredTogether", [])) and not m[2]
        return "constraints" if f"{m[1]} => {m[2]}{m[3]}" in document.get("constraints", []) or together else None
    return None


def known_members(document):
    """The paths inside JSON text that rules on values name, with all that lead to them."""
    paths = list(document.get("values", {}))
    for property, members in document.get("jsonMembers", {}).items():
        paths += [property + path for path in members]
    known = set()
    for path in paths:
        parts = path.split(".")
        for n in range(1, len(parts) + 1):
            known.add(".".join(parts[:n]))
            known.add(re.sub(r"(\[\]|\{\})+$", "", ".".join(parts[:n])))
    return known
