"""Audit packages in the window, made and verified as somebody does who never opens a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from audit_rig import OFFICE, PASSWORD, holder
from window_rig import opened, wait

from components.words import say

KEPT = Path(__file__).parent / "packages" / "v1"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return Path(shutil.copy(KEPT / "package.zip", tmp_path))


def answered(dialog: Any) -> list[str]:
    wait(lambda: dialog.verdict is not None)
    return [a.state for a in dialog.verdict.answers]


def test_a_dropped_package_is_verified_and_each_answer_improves_by_what_is_brought(
    window: Any, package: Path
) -> None:
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDropEvent

    from app.gui.audit.verifydialog import VerifyDialog

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    (dialog,) = window.findChildren(VerifyDialog)
    assert answered(dialog) == ["unaltered", "unknown", "not_recomputed"]
    shown = [card.headline.text() for card in dialog.cards.values()]
    assert shown[0] == say("audit.unaltered", "zh") and "Test Signer" in shown[1]
    dialog.bring(dialog.trusted.add, KEPT / "ca.pem")
    assert answered(dialog) == ["unaltered", "trusted", "not_recomputed"]
    dialog.take_model(OFFICE)
    assert answered(dialog) == ["unaltered", "trusted", "same"]
    assert [card.sign.text() for card in dialog.cards.values()] == ["✓"] * 3
    window.texts.set_lang("en")
    assert dialog.cards["integrity"].headline.text() == say("audit.unaltered", "en")
    dialog.copy_words()
    from PySide6.QtGui import QGuiApplication

    assert say("audit.all_good", "en") in QGuiApplication.clipboard().text()
    dialog.close()
    window.texts.set_lang("zh")  # a closed dialog hears nothing any more


def test_what_is_no_package_and_what_is_no_certificate_is_one_sentence(window: Any, tmp_path: Path) -> None:
    other = tmp_path / "photos.zip"
    other.write_bytes(b"PK\x05\x06" + bytes(18))
    dialog = window.packages.verify(other)
    wait(lambda: not dialog.problem.isHidden())
    assert dialog.problem.text() == say("audit.no_package", "zh", {"file": "photos.zip"})
    dialog.bring(dialog.trusted.add, other)
    assert dialog.problem.text() == say("audit.trust_foreign", "zh", {"file": str(other)})
    dialog.close()


def test_a_package_made_in_the_window_is_signed_and_recomputes_from_the_open_model(
    window: Any, tmp_path: Path
) -> None:
    assert not window.actions_by_name["package"].isEnabled()
    opened(window, "frame_office.ifc")
    assert window.actions_by_name["package"].isEnabled()
    key = holder("赵工").p12(tmp_path / "key.p12")
    dialog = window.packages.ask_make()
    target = tmp_path / "office.zip"
    dialog.target.setText(str(target))
    dialog.key.setText(str(key))
    dialog.password.setText("wrong")
    dialog.start()
    wait(lambda: not dialog.problem.isHidden())
    assert dialog.problem.text() == say("audit.key_password", "zh", {"file": "key.p12"})
    assert not target.exists()
    wait(dialog.apply.isEnabled)
    dialog.password.setText(PASSWORD)
    dialog.start()
    wait(target.exists)
    shown = window.packages.verify(target)
    assert answered(shown) == ["unaltered", "unknown", "same"]
    assert "赵工" in shown.cards["signer"].headline.text()
    shown.close()


def test_manifest_in_a_folder_stands_for_the_folder(window: Any, tmp_path: Path) -> None:
    from app.gui.audit.packages import looks_like_one

    (tmp_path / "manifest.json").write_text("{}")
    assert window.packages.package_of(tmp_path / "manifest.json") == tmp_path
    assert window.packages.package_of(tmp_path / "a.zip") == tmp_path / "a.zip"
    assert looks_like_one(tmp_path) and not looks_like_one(tmp_path.parent)
    assert not looks_like_one(OFFICE)
