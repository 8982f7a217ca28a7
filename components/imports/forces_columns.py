"""Which column of a force table is which of our fields, kept as a small TOML file and read back.

[columns]
member = "Bar"
N = "Axial"
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from components.imports.forces import layouts
from components.imports.forces_table import ForcesRefused
from components.reading import read_file, reason, toml


def fields() -> tuple[str, ...]:
    """Every field a column can be."""
    own = next(f for f in layouts() if f["name"] == "steelyard")
    return tuple(own["fields"])


def columns_of(words: list[str]) -> dict[str, str]:
    """Fields to headers from `FIELD=HEADER` words and names of TOML files; later ones stand. ForcesRefused else."""
    made: dict[str, str] = {}
    for word in words:
        if word.lower().endswith(".toml"):
            made |= _read(Path(word))
            continue
        field, sign, header = word.partition("=")
        if not sign or not header.strip():
            raise ForcesRefused("forces.bad_mapping", word=word)
        made[field.strip()] = header.strip()
    for field in made:
        if field not in fields():
            raise ForcesRefused("forces.unknown_field", field=field, fields=", ".join(fields()))
    return made


def _read(path: Path) -> dict[str, str]:
    try:
        held = toml(read_file(path).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=reason(error)) from error
    columns = held.get("columns")
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise ForcesRefused("forces.bad_mapping", word=path.name)
    return dict(columns)


def columns_toml(columns: Mapping[str, str]) -> str:
    """The TOML of a mapping, which `columns_of` reads back."""
    lines = []
    for field, header in columns.items():
        text = header.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'{field} = "{text}"')
    return "[columns]\n" + "".join(f"{line}\n" for line in lines)
