"""What a worker hands over as a folder comes back as it was."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import SAMPLES

from app import usecases
from app.bills import made_document, make_issue, plan_of
from app.gui.sheetstore import load_sheets, save_sheets
from components.table import Text, load, save


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Text):
        return a.vocabulary == b.vocabulary and np.array_equal(a.codes, b.codes)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    if is_dataclass(a) and not isinstance(a, type):
        return type(a) is type(b) and all(_same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    return bool(a == b)


@pytest.mark.parametrize("name", ["zh_gb_small", "truss_gussets"])
def test_facts_and_model_come_back_equal_and_memory_mapped(tmp_path: Path, name: str) -> None:
    opened = usecases.open_model(SAMPLES / f"{name}.ifc")
    save(opened, tmp_path)
    again = load(usecases.Opened, tmp_path)
    for f in fields(opened):
        whole, back = getattr(opened, f.name), getattr(again, f.name)
        for part in fields(whole):
            assert _same(getattr(whole, part.name), getattr(back, part.name)), f"{f.name}.{part.name}"
    assert isinstance(again.model.components.step_id.base, (np.memmap, np.ndarray, type(None)))
    assert not again.model.components.step_id.flags.writeable


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheets_of_a_bill_come_back_equal(tmp_path: Path, lang: str) -> None:
    opened = usecases.open_model(SAMPLES / "zh_gb_small.ifc")
    sheets = made_document(make_issue(opened.facts, opened.model, plan_of()), lang).sheets
    save_sheets(sheets, tmp_path)
    for one, back in zip(sheets, load_sheets(tmp_path), strict=True):
        assert one.columns == back.columns
        assert (one.name, one.title, one.group) == (back.name, back.title, back.group)
        assert _same(one.line_of, back.line_of)
        for column in one.columns:
            assert _same(one.data[column.key], back.data[column.key]), column.key
