"""YAML and JSON files as trees that know where each thing stands, and what is wrong with them, all at once.

`parse_nodes` reads a file's bytes, `validate` holds the tree against a JSON Schema, `plain` turns it into Python
values with exact decimals. The rulebook and the figures file are both read this way. Nothing heavy is imported
before it is called.
"""

from nianbao.yamltree.parse import parse_nodes, read_nodes
from nianbao.yamltree.tree import (
    Entry,
    Mapping,
    Mark,
    Node,
    Parsed,
    Scalar,
    Sequence,
    TreeMistake,
    Value,
    in_reading_order,
    plain,
)
from nianbao.yamltree.validate import validate

__all__ = [
    "Entry",
    "Mapping",
    "Mark",
    "Node",
    "Parsed",
    "Scalar",
    "Sequence",
    "TreeMistake",
    "Value",
    "in_reading_order",
    "parse_nodes",
    "plain",
    "read_nodes",
    "validate",
]
