"""What a project says of its check: the force table and how it is read, the settings. Plain values, for the file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from components.codes.gb50017_2017.settings import Settings
from components.reading import is_file


@dataclass(frozen=True)
class CheckInputs:
    """Inputs of the check of a project.

    forces: path of the force table, "" for none; sha256: of the file as it was chosen. layout: name of a layout, ""
    for the first that fits. mapping: our field to a header. declared: combination to what it declares, by field.
    settings: those that are not the default, by name.
    """

    forces: str = ""
    sha256: str = ""
    layout: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    declared: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def without_forces(self) -> CheckInputs:
        """The same with no force table."""
        return CheckInputs(settings=self.settings)


def inputs_of(plain: Mapping[str, Any]) -> CheckInputs:
    """The inputs a project holds; what a later version wrote and this one does not know is left out."""
    known = {f.name for f in fields(CheckInputs)}
    return CheckInputs(**{k: v for k, v in plain.items() if k in known})


def plain_of(inputs: CheckInputs) -> dict[str, Any]:
    """The inputs as a project holds them: only what says something."""
    return {k: v for k, v in asdict(inputs).items() if v}


def settings_of(inputs: CheckInputs) -> Settings:
    """The settings of a check. SettingRefused where a value is not one of its choices."""
    known = {f.name for f in fields(Settings)}
    return Settings(**{k: v for k, v in inputs.settings.items() if k in known})


def with_settings(inputs: CheckInputs, settings: Settings) -> CheckInputs:
    """The inputs with other settings."""
    plain = Settings()
    changed = {
        f.name: getattr(settings, f.name)
        for f in fields(Settings)
        if not _same(getattr(settings, f.name), getattr(plain, f.name))
    }
    return replace(inputs, settings=changed)


def _same(a: object, b: object) -> bool:
    both_unknown = isinstance(a, float) and isinstance(b, float) and math.isnan(a) and math.isnan(b)
    return both_unknown or a == b


def located(forces: str, home: Path | None) -> Path:
    """Where a force table lies now: where it was, else beside the project file."""
    path = Path(forces)
    beside = home / path.name if home is not None else path
    return beside if not is_file(path) and is_file(beside) else path
