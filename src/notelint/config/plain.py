"""Plain data from YAML, of bounded size, with the line of everything in it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from notelint.config.kinds import Place
from notelint.config.names import quoted

_MERGE = "tag:yaml.org,2002:merge"
_PLAIN = {
    f"tag:yaml.org,2002:{kind}": kind
    for kind in ("str", "int", "float", "bool", "null", "timestamp")
}
_DEEPEST = 100
# Not the bytes of a file name that is no text (U+DC80 to U+DCFF)
_NO_TEXT = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")


class PlainLoader(yaml.SafeLoader):
    """PyYAML's loader, but for numbers to the base 60, which YAML 1.2 has no more, and
    with a bound on what is in a file.
    """

    def __init__(self, text: str, most_nodes: int) -> None:
        super().__init__(text)
        self.left = most_nodes
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node.

        Raises MarkedYAMLError where there are too many, and RecursionError where they are
        nested too deep.
        """
        self.left -= 1
        if self.left < 0:
            raise yaml.MarkedYAMLError(
                problem="too many keys and values", problem_mark=self.get_mark()
            )
        if self.depth > _DEEPEST:
            raise RecursionError  # long before Python raises it, which takes seconds
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _without_sixty(tag: str, pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern of a kind of number, for those without a colon."""
    is_number = tag in {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
    return (
        re.compile(rf"(?![^:]*:){pattern.pattern}", re.VERBOSE)
        if is_number
        else pattern
    )


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, _without_sixty(tag, pattern)) for tag, pattern in resolvers]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Tree:
    """Plain data from YAML nodes.

    Keys stay as they are written: `off:` and `1:` are words there.
    """

    def __init__(self, loader: PlainLoader) -> None:
        self.loader = loader
        self.lines: dict[Place, int] = {}
        self.twice: list[tuple[int, str]] = []
        self._left = loader.left
        # By id of a node: an anchor's value is made once, however often it is named
        self._seen: dict[int, Any] = {}
        # How many nodes are in it, its aliases' included
        self._weights: dict[int, int] = {}

    def whole(self) -> Any:
        """The data of the one document; None for an empty one.

        Raises MarkedYAMLError, ValueError or RecursionError.
        """
        node = self.loader.get_single_node()
        return self._value(node, ()) if node else None

    def _value(self, node: yaml.Node, place: Place) -> Any:
        """The value of a node; remembers the lines of what is in it."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self._seen:
            self._count(node, self._weights.get(id(node), 1))
            return self._seen[id(node)]
        before = self._left
        self._count(node, 1)
        if isinstance(node, yaml.MappingNode):
            value: Any = self._mapping(node, place)
        elif isinstance(node, yaml.SequenceNode):
            value = self._sequence(node, place)
        else:
            value = self._seen[id(node)] = self._scalar(node)
        self._weights[id(node)] = before - self._left
        return value

    def _count(self, node: yaml.Node, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise _marked("too many keys and values: aliases repeat them", node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        """A mapping, with what it merges (`<<`)."""
        _check_tag(node, "map")
        data: dict[str, Any] = {}
        self._seen[id(node)] = data
        self._note_twice(node)
        for key, value in node.value:
            if key.tag == _MERGE:
                self._merge(data, value, place)
        for key, value in node.value:
            if key.tag != _MERGE:
                name = self._key(key)
                self.lines[*place, name] = key.start_mark.line + 1
                data[name] = self._value(value, (*place, name))
        return data

    def _key(self, key: yaml.Node) -> str:
        if not isinstance(key.value, str):
            raise _marked("a key that is no plain word", key)
        if _NO_TEXT.search(key.value):
            raise _marked("a key with a NUL character or half of one", key)
        self._count(key, 1)
        return key.value

    def _merge(self, data: dict[str, Any], node: yaml.Node, place: Place) -> None:
        """Add what a merge key names; of a list of mappings the first has precedence."""
        mappings = [node]
        if isinstance(node, yaml.SequenceNode):
            mappings = node.value[::-1]
        for mapping in mappings:
            if not isinstance(mapping, yaml.MappingNode):
                raise _marked(
                    "expected a mapping or list of mappings for merging", mapping
                )
            merged = self._value(mapping, (*place, "<<"))
            self._count(mapping, len(merged))
            first_line = mapping.start_mark.line + 1
            for name in merged:
                line = self.lines.get((*place, "<<", name), first_line)
                self.lines.setdefault((*place, name), line)
            data.update(merged)

    def _sequence(self, node: yaml.SequenceNode, place: Place) -> list[Any]:
        """A list."""
        _check_tag(node, "seq")
        data: list[Any] = []
        self._seen[id(node)] = data
        data.extend(
            self._value(item, (*place, index)) for index, item in enumerate(node.value)
        )
        return data

    def _scalar(self, node: yaml.Node) -> Any:
        """A string, number, boolean or null.

        What looks like a date but is none stays a string, and so does a number of thousands
        of digits.
        """
        if node.tag not in _PLAIN:
            if node.tag.startswith("tag:yaml.org,2002:"):
                problem = f"the tag {quoted(node.tag)}: a config is plain data"
                raise _marked(problem, node)
            # Which raises the error for a tag that it does not know
            return self.loader.construct_object(node)
        if _NO_TEXT.search(node.value):
            raise _marked("a string with a NUL character or half of one", node)
        try:
            return self.loader.construct_object(node)
        except (ValueError, KeyError, IndexError, AttributeError, OverflowError):
            if self._is_implicit(node):
                return node.value
            raise _marked(
                f"{quoted(node.value)} is no {_PLAIN[node.tag]}", node
            ) from None

    def _is_implicit(self, node: yaml.Node) -> bool:
        """Whether a scalar is of its kind by its looks, and not by a tag."""
        resolvers = self.loader.yaml_implicit_resolvers.get(node.value[:1], ())
        return any(
            tag == node.tag and pattern.match(node.value) for tag, pattern in resolvers
        )

    def _note_twice(self, node: yaml.MappingNode) -> None:
        """Remember the keys that an earlier one of the same mapping hides."""
        first: dict[str, int] = {}
        for key, _ in node.value:
            word = key.value
            if not isinstance(word, str):
                continue
            line = key.start_mark.line + 1
            if word in first:
                message = f"{quoted(word)} is here twice: first on line {first[word]}"
                self.twice.append((line, message))
            first.setdefault(word, line)


def _check_tag(node: yaml.Node, plain: str) -> None:
    """No tags: a config is plain data."""
    if node.tag != f"tag:yaml.org,2002:{plain}":
        raise _marked(f"the tag {quoted(node.tag)}: a config is plain data", node)


def _marked(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
