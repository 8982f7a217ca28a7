"""Why a check has no figure. Each reason is a word of `words/*/gb50017.toml` (`reason_...`) and one of
four kinds.
"""

from __future__ import annotations

from typing import Final

CHECKED: Final = 0
"""Checked: there is a utilisation."""

KIND_CHECKED, KIND_NEEDLESS, KIND_MISSING, KIND_FAILED = "checked", "needless", "missing", "failed"

REASONS: Final[tuple[tuple[str, str], ...]] = (
    ("checked", KIND_CHECKED),
    ("not_applicable", KIND_NEEDLESS),
    ("not_needed", KIND_NEEDLESS),
    ("ltb_spared", KIND_NEEDLESS),
    ("effective_section_used", KIND_NEEDLESS),
    ("no_forces", KIND_MISSING),
    ("only_characteristic", KIND_MISSING),
    ("bad_force", KIND_MISSING),
    ("unknown_section", KIND_MISSING),
    ("bad_section", KIND_MISSING),
    ("unknown_grade", KIND_MISSING),
    ("thickness_off_table", KIND_MISSING),
    ("other_standard", KIND_MISSING),
    ("cold_formed", KIND_MISSING),
    ("bad_length", KIND_MISSING),
    ("no_curve", KIND_MISSING),
    ("torsion_unknown", KIND_MISSING),
    ("net_unknown", KIND_MISSING),
    ("ltb_case_unknown", KIND_MISSING),
    ("ltb_length_unknown", KIND_MISSING),
    ("table_c02_missing", KIND_MISSING),
    ("phi_b_out_of_range", KIND_MISSING),
    ("beta_b_out_of_range", KIND_MISSING),
    ("bottom_length_unknown", KIND_MISSING),
    ("angle_bending", KIND_MISSING),
    ("angle_connection_unknown", KIND_MISSING),
    ("biaxial_not_built", KIND_MISSING),
    ("s5_not_built", KIND_MISSING),
    ("not_classified", KIND_MISSING),
    ("panel_unknown", KIND_MISSING),
    ("panel_axial", KIND_MISSING),
    ("longitudinal_stiffeners", KIND_MISSING),
    ("torsion_not_built", KIND_MISSING),
    ("bearing_unknown", KIND_MISSING),
    ("bearing_kind", KIND_MISSING),
    ("panel_spacing", KIND_MISSING),
    ("bolts_beyond", KIND_MISSING),
    ("role_unknown", KIND_MISSING),
    ("flange_limit_only", KIND_MISSING),
    ("deflection_of_design", KIND_MISSING),
    ("deflection_kind_unknown", KIND_MISSING),
    ("no_value", KIND_MISSING),
    ("beyond_euler", KIND_FAILED),
    ("limit_nil", KIND_FAILED),
)
CODE: Final[dict[str, int]] = {name: i for i, (name, _) in enumerate(REASONS)}
"""Reason by name, as the small integer the columns hold."""

NAMES: Final = tuple(name for name, _ in REASONS)
MISSING: Final = frozenset(i for i, (_, kind) in enumerate(REASONS) if kind == KIND_MISSING)
"""Reasons that leave a member unproven."""
