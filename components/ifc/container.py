"""The bytes of a model: a plain `.ifc`, or the one model inside an `.ifczip`, with limits."""

from __future__ import annotations

import errno
import hashlib
import io
import lzma
import zipfile
import zlib
from pathlib import Path

from components.ifc.step import UnreadableModel
from components.reading import read_file, reason
from components.record import valued

LARGEST_BYTES = 4_000_000_000
"""Largest model text that is unpacked or read; a larger one is refused rather than filling the memory."""
LARGEST_RATIO = 200
"""IFC text packs 5 to 20 times; more than this is no model."""
_RATIO_FLOOR = 50_000_000
_CODE = {
    errno.ENOENT: "ifc.missing", errno.ENOTDIR: "ifc.missing", errno.EISDIR: "ifc.folder", errno.ENXIO: "ifc.no_file",
    errno.EACCES: "ifc.forbidden", errno.EPERM: "ifc.forbidden", errno.EFBIG: "ifc.too_large", errno.EBUSY: "ifc.changed",
}  # fmt: skip


@valued
class Content:
    """A model's bytes, its own name, size and the SHA-256 of the file as it lies on the disk."""

    raw: bytes
    name: str
    size: int
    sha256: str


def load(path: Path) -> Content:
    """Read a model file. UnreadableModel with the way out where it cannot be read."""
    name = path.name
    try:
        raw = read_file(path, LARGEST_BYTES)
    except OSError as error:
        code = _CODE.get(error.errno or 0, "ifc.unreadable")
        said = str(path) if code != "ifc.folder" or not name else name
        raise UnreadableModel(code, file=said, reason=reason(error), limit=LARGEST_BYTES // 10**9) from None
    sha256 = hashlib.sha256(raw).hexdigest()
    size = len(raw)
    if raw[:4] == b"PK\x03\x04":
        raw = _unpack(raw, name)
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode("utf-8")
    elif b"\0" in raw[:4096].rstrip(b"\0"):
        raise UnreadableModel("ifc.binary", file=name)
    return Content(raw, name, size, sha256)


def _unpack(packed: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            models = [i for i in archive.infolist() if i.filename.lower().endswith(".ifc") and not i.is_dir()]
            if len(models) != 1:
                raise UnreadableModel("ifc.zip_members", file=name, count=len(models))
            member = models[0]
            too_large = member.file_size > LARGEST_BYTES
            if too_large or member.file_size > max(
                _RATIO_FLOOR, LARGEST_RATIO * max(member.compress_size, 1)
            ):
                raise UnreadableModel("ifc.zip_bomb", file=name, size=member.file_size // 10**6)
            with archive.open(member) as stream:
                raw = stream.read(member.file_size + 1)
            if len(raw) > member.file_size:
                raise UnreadableModel("ifc.zip_bomb", file=name, size=member.file_size // 10**6)
            return raw
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ):
        raise UnreadableModel("ifc.zip_broken", file=name) from None
