"""Say where a PowerShell script does not parse. Run with tree-sitter-powershell at hand; check.sh brings it."""

from __future__ import annotations

import sys
from pathlib import Path

import tree_sitter
import tree_sitter_powershell


def faults(raw: bytes) -> list[str]:
    """Line and text of what the grammar cannot take."""
    found = []
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
    left = [parser.parse(raw).root_node]
    while left:
        node = left.pop()
        if node.is_error or node.is_missing:
            found.append(f"line {node.start_point[0] + 1}: {raw[node.start_byte : node.end_byte][:60]!r}")
        left.extend(node.children)
    return found


if __name__ == "__main__":
    script = Path(sys.argv[1]).read_bytes()
    if not script.isascii():
        sys.exit("Windows PowerShell takes a script without a mark for ANSI: keep it ASCII.")
    if not faults(script[: script.rindex(b"}")]):
        sys.exit("The parser takes a script without its last brace: it shows nothing.")
    sys.exit("\n".join(faults(script)) or None)
