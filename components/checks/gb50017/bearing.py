"""Local compression of a web under a concentrated force on flange 1 (6.1.4)."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.loads import Loads, times
from components.checks.gb50017.quantities import Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.codes.gb50017_2017 import ch6
from components.table import Floats


def local_compression(ask: Ask, q: Quantities, loads: Loads, sink: Sink) -> Floats | None:
    """6.1.4-1 of the rows with a force F; sigma_c (k, m) MPa of them, nil elsewhere, None where there is no force."""
    mask = loads.F != 0.0
    if not mask.any():
        return None
    F, t_w = np.abs(loads.F), q.tw * q.webs
    u = ask("local_compression", ch6.local_compression, psi=q.psi, F=F, t_w=t_w, l_z=q.l_z, f=q.f_w)
    why = np.where(np.isfinite(q.l_z), 0, np.where(q.junction, CODE["bearing_unknown"], CODE["bearing_kind"]))
    why = np.where(sink.why > 0, sink.why, why)
    sink.put("local_compression", times(u, loads.re_strength), mask, why)
    if not np.isfinite(q.l_z).any():
        return None
    found = ask("equivalent", ch6.local_stress, psi=q.psi, F=F, t_w=t_w, l_z=q.l_z)
    return np.where(mask & np.isfinite(found), found, 0.0)
