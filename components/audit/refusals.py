"""What cannot be used: a package, a key, a trust list, a register."""

from __future__ import annotations

from components.findings import Refusal


class PackageRefused(Refusal):
    """A package that cannot be read or written."""


class KeyRefused(Refusal):
    """A key file that cannot sign."""


class TrustRefused(Refusal):
    """A file of trusted certificates, or a register of reviewers, that cannot be used."""
