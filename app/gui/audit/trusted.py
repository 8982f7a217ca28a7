"""The certificates that this user trusts: copies in a folder of the user's own, one file each."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import serialization

from components.audit.keys import fingerprint, name_of
from components.audit.trust import read_trusted
from components.reading import read_file
from components.replacing import put

REGISTER = "reviewers.json"


class Trusted:
    """folder: where the copies lie; it is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def files(self) -> tuple[Path, ...]:
        """A file per trusted certificate."""
        return tuple(sorted(self.folder.glob("*.pem")))

    def names(self) -> list[tuple[Path, str]]:
        """Each file with the name in its certificate."""
        return [(path, name_of(read_trusted([path])[0])) for path in self.files]

    def add(self, path: Path) -> list[str]:
        """Trust the certificates of a file from now on; their names. TrustRefused where it holds none."""
        found = read_trusted([path])
        self.folder.mkdir(parents=True, exist_ok=True)
        for one in found:
            copy = self.folder / f"{fingerprint(one)[:32]}.pem"
            put(copy, one.public_bytes(serialization.Encoding.PEM))
        return [name_of(one) for one in found]

    @property
    def register(self) -> Path | None:
        """The register of reviewers that was taken over last; None where there is none."""
        path = self.folder / REGISTER
        return path if path.is_file() else None

    def take_register(self, path: Path) -> None:
        """Use a register of reviewers from now on. TrustRefused where it is none."""
        from components.audit.register import read_register

        read_register(path)
        self.folder.mkdir(parents=True, exist_ok=True)
        put(self.folder / REGISTER, read_file(path))
