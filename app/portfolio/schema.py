"""What a portfolio file holds, version by version."""

from __future__ import annotations

from components.rates.projects import FIELDS

APPLICATION_ID = 0x53594C44
"""In the header of the file (SQLite's application_id), "SYLD": tells a portfolio from any other database."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE project (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (name <> ''),
            permit TEXT NOT NULL,
            city TEXT NOT NULL,
            permit_date TEXT,
            floor_area_m2 REAL CHECK (floor_area_m2 > 0),
            use TEXT NOT NULL,
            P_percent REAL CHECK (P_percent BETWEEN 0 AND 100),
            recognition TEXT NOT NULL CHECK (recognition IN ('recognised', 'not_recognised', 'unknown')),
            book TEXT NOT NULL,
            stage TEXT NOT NULL,
            base TEXT NOT NULL,
            package_sha256 TEXT NOT NULL,
            green TEXT NOT NULL,
            energy_saving_percent REAL CHECK (energy_saving_percent BETWEEN 0 AND 100),
            permit_key TEXT NOT NULL,
            seal TEXT NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX project_permit ON project (permit_key) WHERE permit_key <> ''",
        "CREATE UNIQUE INDEX project_package ON project (package_sha256) WHERE package_sha256 <> ''",
    ),
)
"""STEPS[v] leads from version v to v + 1; version 0 is an empty file. A step is never changed once it was released."""

VERSION = len(STEPS)
COLUMNS = ", ".join(FIELDS)
