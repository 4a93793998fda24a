"""YAML as the knowledge is written: days stay text, no key twice, and places have lines."""

from __future__ import annotations

from typing import Any

import yaml

_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(_Base):  # type: ignore[misc, valid-type]  # which of the two is known at run time
    """A safe loader that refuses what plain YAML lets pass silently."""

    # A day stays text: the schema reads it, and says field and line when there is no such day.
    yaml_implicit_resolvers = {  # noqa: RUF012  (PyYAML looks it up on the class)
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping; a key written twice is an error, where YAML would keep the last."""
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if (key.tag, key.value) in seen:
                problem = f"the key {key.value!r} is written twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add((key.tag, key.value))
        read: dict[Any, Any] = super().construct_mapping(node, deep)
        return read


def load(text: str) -> Any:
    """The value a YAML text holds.

    Raises:
        yaml.YAMLError: the text is no YAML, or has a key twice; marked with its place if it has one.
    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)


def line_of(text: str, location: tuple[str | int, ...]) -> int:
    """The line, from 1, of the deepest node of a pydantic location that the text holds."""
    node = yaml.compose(text, Loader=_Loader)
    line = 1
    for step in location:
        child, mark = _child(node, step)
        if child is None:
            break
        node, line = child, mark
    return line


def _child(node: Any, step: str | int) -> tuple[Any, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    return None, 1


def places_of(text: str, value: str) -> list[tuple[str, int]]:
    """Where a value stands in a text: fields, dotted, with their lines from 1, in reading order."""
    return _places(yaml.compose(text, Loader=_Loader), value, ())


def _places(node: Any, value: str, above: tuple[str, ...]) -> list[tuple[str, int]]:
    if isinstance(node, yaml.ScalarNode):
        return [(".".join(above), node.start_mark.line + 1)] if node.value == value else []
    children: list[tuple[str, Any]] = []
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), child) for key, child in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(str(index), child) for index, child in enumerate(node.value)]
    return [place for name, child in children for place in _places(child, value, (*above, name))]
