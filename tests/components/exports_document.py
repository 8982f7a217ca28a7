"""Documents the writers are tried on: a plausible bill, and one made of everything that breaks writers."""

from __future__ import annotations

import numpy as np

from components.sheet import (
    AREA,
    INTEGER,
    LENGTH,
    MASS,
    PERCENT,
    SKETCH,
    SUM,
    Column,
    Document,
    Revision,
    Sheet,
    Sketch,
    Sketches,
    TitleBlock,
)
from components.table import Text

NASTY = (
    '=HYPERLINK("http://evil","click")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "钢梁" * 150,
    "VERYLONGWORDWITHOUTASPACE" * 12,
    "emoji 🏗️ here",
    "rare 𠮷𬒈 characters",
    "عارضة فولاذية",
    "first line\nsecond line",
    "<b>bold</b> &amp; <para>",
    "../../etc/passwd",
    "a\tb\x00c\ud800d",
    "Ø100 ⌀20 φ20 ±0.000 L∠100×8 □200 ½ m² ≥",
    "GZ-1",
    "gz-1",
    "",
    "{braces} %s %d \\n",
)


def column(key: str, zh: str, en: str, kind: str = "text", **more: object) -> Column:
    return Column(key, {"zh": zh, "en": en}, kind=kind, **more)  # type: ignore[arg-type]


def h_section(h: float, b: float, web: float, flange: float) -> Sketch:
    x, y, w = b / 2, h / 2, web / 2
    points = [(-x, -y), (x, -y), (x, flange - y), (w, flange - y), (w, y - flange), (x, y - flange)]
    mirrored = [(-px, -py) for px, py in points]
    return Sketch((tuple((px, py, 0.0) for px, py in (*points, *mirrored)),))


def tube(diameter: float, wall: float) -> Sketch:
    rings = []
    for r, bulge in ((diameter / 2, 1.0), (diameter / 2 - wall, -1.0)):
        rings.append(((-r, 0.0, bulge), (r, 0.0, bulge)))
    return Sketch(tuple(rings))


SECTIONS = (h_section(400, 200, 8, 13), h_section(200, 200, 8, 12), tube(219, 8), h_section(150, 75, 5, 7))
PROFILES = ("HN400×200×8×13", "HW200×200×8×12", "P219×8", "HN150×75×5×7")


def assemblies(n: int = 40) -> Sheet:
    """n assemblies; masses are drawn with a fixed seed, 单重 times 数量 gives 总重."""
    rng = np.random.default_rng(7)
    quantity, mass = rng.integers(1, 30, n), rng.uniform(8, 1890, n)
    kind = rng.integers(0, 4, n)
    prefix, name = ("GZ", "GL", "ZC", "XG"), ("钢柱", "钢梁", "柱间支撑", "系杆（含端板）")
    columns = (
        column("mark", "构件号", "Mark"),
        column("name", "名称", "Name"),
        column("profile", "主规格", "Main profile"),
        column("grade", "材质", "Grade"),
        column("quantity", "数量", "Qty", INTEGER, total=SUM),
        column("length", "长度", "Length", LENGTH),
        column("mass", "单重", "Unit mass", MASS, decimals=1),
        column("total", "总重", "Total mass", MASS, decimals=1, total=SUM),
        column("area", "表面积", "Surface", AREA, total=SUM),
        column("lot", "批次", "Lot"),
    )
    data = {
        "mark": Text.of([f"{prefix[k]}-{i + 1}" for i, k in enumerate(kind)]),
        "name": Text.of([name[k] for k in kind]),
        "profile": Text.of([PROFILES[k] for k in kind]),
        "grade": Text.of(["Q355B" if k < 2 else "Q235B" for k in kind]),
        "quantity": quantity,
        "length": rng.uniform(450, 12000, n),
        "mass": mass,
        "total": mass * quantity,
        "area": rng.uniform(0.2e6, 40e6, n),
        "lot": Text.of([f"第{1 + i * 3 // max(n, 1)}批" for i in range(n)]),
    }
    return Sheet("assemblies", {"zh": "构件清单", "en": "Assembly list"}, columns, data)


def parts(n: int = 60) -> Sheet:
    """n parts within assemblies, in groups of up to six; some masses are not known."""
    rng = np.random.default_rng(8)
    quantity, gross = rng.integers(1, 9, n), rng.uniform(0.2, 400, n)
    gross[3::17] = np.nan
    columns = (
        column("assembly", "构件号", "Assembly"),
        column("mark", "零件号", "Part"),
        column("profile", "规格", "Profile"),
        column("grade", "材质", "Grade"),
        column("length", "长度", "Length", LENGTH),
        column("quantity", "数量", "Qty", INTEGER, total=SUM),
        column("gross", "毛重", "Gross mass", MASS, decimals=2, total=SUM),
        column("net", "净重", "Net mass", MASS, decimals=2, total=SUM),
        column("use", "利用率", "Use", PERCENT),
        column("remark", "备注", "Remark"),
    )
    data = {
        "assembly": Text.of([f"GZ-{i // 6 + 1}" for i in range(n)]),
        "mark": Text.of([f"p{i + 1}" for i in range(n)]),
        "profile": Text.of([f"PL{4 + 2 * (i % 9)}×{100 + 10 * (i % 13)}" for i in range(n)]),
        "grade": Text.of(["Q355B"] * n),
        "length": rng.uniform(80, 900, n),
        "quantity": quantity,
        "gross": gross * quantity,
        "net": gross * quantity * 0.93,
        "use": np.full(n, 0.93),
        "remark": Text.of([None if i % 5 else "切角，见详图" for i in range(n)]),
    }
    note = {
        "zh": "毛重按外接矩形计，净重扣除切角与孔。",
        "en": "Gross mass by bounding rectangle; net without cuts, holes.",
    }
    return Sheet(
        "parts", {"zh": "零件清单", "en": "Part list"}, columns, data, group="assembly", notes=(note,)
    )


def materials() -> Sheet:
    """Four profiles with their sections drawn."""
    columns = (
        column("sketch", "截面", "Section", SKETCH),
        column("profile", "规格", "Profile"),
        column("grade", "材质", "Grade"),
        column("length", "总长", "Length", LENGTH, unit="m", decimals=3, total=SUM),
        column("mass", "重量", "Mass", MASS, unit="t", decimals=3, total=SUM),
    )
    data = {
        "sketch": Sketches(np.arange(4), SECTIONS),
        "profile": Text.of(PROFILES),
        "grade": Text.of(["Q355B", "Q355B", "Q235B", "Q235B"]),
        "length": np.array([1234567.0, 98765.5, 4321.0, 250.0]),
        "mass": np.array([80246.9, 4849.4, 179.8, 3.5]),
    }
    return Sheet("materials", {"zh": "材料汇总表", "en": "Material summary"}, columns, data)


def nasty() -> Sheet:
    """Names that break writers, beside a figure that is negative, zero, unknown, tiny, or huge."""
    n = len(NASTY)
    figures = np.resize(np.array([-1.5, 0.0, np.nan, 1e-9, 123456789.123]), n)
    columns = (
        column("name", "名称=", "Name="),
        column("mass", "重量", "Mass", MASS, total=SUM),
        column("again", "再一次", "Again"),
    )
    data = {"name": Text.of(NASTY), "mass": figures, "again": Text.of(tuple(reversed(NASTY)))}
    return Sheet("nasty", {"zh": "怪名[清单]:*?", "en": "Odd [names]:*?"}, columns, data)


def bill(lang: str = "zh", rows: int = 40, paper: str = "A4") -> Document:
    """The plausible bill."""
    block = TitleBlock(
        project="鞍山重型装配车间二期 12 号厂房",
        company="辽宁某钢结构有限公司",
        issued_to="营口钢结构基地",
        number="AS-2026-012-BOM",
        revision="B",
        date="2026-03-09",
        model_name="鞍山车间_rev_B.ifc",
        model_sha256="3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
        prepared="王工",
        checked="李工",
        extra=(({"zh": "合同号", "en": "Contract"}, "LN-2026-0471"),),
    )
    revisions = (
        Revision("A", "2026-02-11", "首次发出", "王工"),
        Revision(
            "B", "2026-03-09", "轴线 3–7 檩条间距由 1500 改为 1200，GL-12 端板加厚；补充螺栓清单。", "王工"
        ),
    )
    notes = (
        {
            "zh": "长度为净尺寸，不含切割与焊接余量。",
            "en": "Lengths are net, without allowances for cutting or welding.",
        },
    )
    sheets = (assemblies(rows), parts(rows * 3 // 2), materials())
    title = {"zh": "钢结构材料清单", "en": "Bill of steel"}
    return Document(title, sheets, block, language=lang, revisions=revisions, notes=notes, paper=paper)


def nasty_document(lang: str = "zh") -> Document:
    """Odd names in title block, sheet names and cells; empty lists; two sheets that differ in case alone."""
    block = TitleBlock(
        project=NASTY[4],
        company="&A&P <b>",
        issued_to=NASTY[5],
        model_name="=1+1&\n🏗️.ifc",
        model_sha256="0" * 64,
        prepared=NASTY[8],
    )
    empty = Sheet("empty", {"zh": "Abc'"}, assemblies(0).columns, assemblies(0).data)
    twin = Sheet("twin", {"zh": "aBC'"}, empty.columns, empty.data, group="mark")
    return Document({"zh": NASTY[4]}, (nasty(), empty, twin), block, language=lang)
