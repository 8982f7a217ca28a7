"""Text in STEP strings: every spelling of Chinese met in practice comes out as Chinese."""

import pytest

from components.ifc.text import Encoding, decoder, detect


def read(raw: bytes, name: str = "ascii") -> str:
    return decoder(Encoding(name, False))(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (rb"\X2\94A267F1\X0\-1", "钢柱-1"),
        (rb"\X4\00020BB7\X0\ ", "𠮷 "),
        (rb"caf\X\E9", "café"),
        (rb"\S\d", "ä"),
        (rb"\PE\\S\P", "а"),
        (rb"C:\\temp", "C:\\temp"),
        (b"it''s", "it's"),
        (b"a\r\nb", "ab"),
        (rb"x\\X2\94A2\X0\y", "x\\钢y"),
        (rb"\X2\94\X0\z", "z"),
        (rb"\X2\4E0B\X0\\X2\5F26\X0\\X2\6746\X0\ 1", "下弦杆 1"),
        (rb"\X4\00020BB7\X0\\X2\91CE\X0\\X4\0001F600\X0\ ", "𠮷野😀 "),
    ],
)
def test_escapes_come_out_as_the_text_they_stand_for(raw, text):
    assert read(raw) == text


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_raw_chinese_is_recognised_by_its_bytes(codec):
    raw = "IFCBEAM('钢梁 H400×200×8×13','材质：Q355B 镀锌')".encode(codec)
    found = detect(raw)
    assert found.assumed
    assert decoder(found)(raw) == raw.decode(codec)


def test_western_accents_are_not_taken_for_chinese():
    found = detect("Träger, Stütze, façade, élément, Größe".encode("latin-1"))
    assert found.name == "cp1252"
    assert decoder(found)("Träger".encode("latin-1")) == "Träger"


def test_plain_ascii_assumes_nothing():
    assert detect(b"IFCBEAM('a')") == Encoding("ascii", False)
