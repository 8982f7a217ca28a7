"""The 3D view with its bar: follows the session, and tells it what is picked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.gui.beside import Beside
from app.gui.extras import COLOURINGS
from app.gui.icon import icon
from app.gui.job import Job
from app.gui.marking import column_of
from app.gui.session import Session
from app.gui.theme import Colours
from app.gui.view3d.apart import far_apart
from app.gui.view3d.camera import VIEWS
from app.gui.view3d.canvas import Canvas, load_engine
from app.gui.view3d.colourmenu import ColourMenu
from app.gui.view3d.colours import Colouring, Painted
from app.gui.view3d.scene import Scene
from app.gui.view3d.sectionbox import SectionBox
from components.sheet import LENGTH
from components.table import Bools, Ints, load
from components.units import MM_PER_KM

_GREY = 0xB5
_FIRST_WAIT_S = 1.0
"""The first picture waits no longer for cuts that need the geometry kernel; a second one follows with all of them."""
_LABEL_SOURCES = ("part_mark", "assembly_mark", "profile", "name")


class View3D(QWidget):
    """Canvas, bar and the state of what is hidden and ghosted. drawn: another model is in the picture."""

    drawn = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.canvas = Canvas(session.texts.say, lambda mm: session.preferences.display.figure(LENGTH, mm))
        self.section = SectionBox(session.texts, self.canvas)
        self.colouring: Colouring = COLOURINGS[0]
        self.ghosting = False
        self._job: Job | None = None
        self._engine = Beside(self)
        self._out: Bools = np.zeros(0, np.bool_)
        self._shown: tuple[str, int] | None = None
        self._icons: list[tuple[QToolButton, str]] = []
        self.acts: dict[str, QAction] = {}
        self.also: list[QAction] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.section)
        self.section.hide()
        self.canvas.picked.connect(self._picked)
        self.canvas.framed.connect(self._framed)
        self.canvas.menu.connect(self.offer)
        self.canvas.failed.connect(lambda why: session.notice.emit("warning", "gui.no_3d", {}, why))
        session.model_changed.connect(self._model_changed)
        session.selection_changed.connect(lambda _: self._selected())
        session.results.changed.connect(self._found)
        session.texts.changed.connect(lambda _: self.recolour())
        session.models.hidden_changed.connect(self._models_hidden)

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("viewbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(1)
        deeds: tuple[tuple[str, str, str, Callable[[], object], bool], ...] = (
            ("fit", "fit", "F", self.fit, False),
            ("hide", "hide", "H", self.hide_selected, False),
            ("isolate", "isolate", "I", self.isolate, False),
            ("show_all", "show", "A", self.show_all, False),
            ("ghost", "ghost", "G", self.toggle_ghost, True),
            ("section", "section", "X", self.toggle_section, True),
            ("measure", "measure", "M", self.toggle_measure, True),
            ("labels", "labels", "L", self.toggle_labels, True),
            ("axes", "axes", "K", self.toggle_axes, True),
            ("parallel", "perspective", "P", self.toggle_parallel, True),
        )
        for name, picture, key, call, checkable in deeds:
            self.acts[name] = self._act(name, key, call, checkable)
            self._button(row, picture, self.acts[name])
        views = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        views.setMenu(self._views_menu(views))
        self._session.texts.bind(views, views.setText, "gui.view_views")
        views.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._icons.append((views, "views"))
        row.insertWidget(1, views)
        row.addStretch(1)
        self.colour_button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.colours = ColourMenu(self, self._session, COLOURINGS, self.colour_by)
        self.colours.tick(self.colouring.name)
        self.colour_button.setMenu(self.colours)
        row.addWidget(self.colour_button)
        return bar

    def _act(self, name: str, key: str, call: Callable[[], object], checkable: bool = False) -> QAction:
        action = QAction(self)
        action.setCheckable(checkable)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._session.texts.bind(action, action.setText, f"gui.view_{name}")
        self._session.texts.bind(action, lambda w: action.setToolTip(f"{w} ({key})"), f"gui.view_{name}")
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)
        return action

    def _button(self, row: QHBoxLayout, picture: str, action: QAction) -> None:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        self._icons.append((button, picture))
        row.addWidget(button)

    def _views_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for i, name in enumerate(VIEWS):
            action = self._act(f"from_{name}", f"Shift+{i + 1}", partial(self.canvas.look_from, name))
            self.acts[f"from_{name}"] = action
            menu.addAction(action)
        return menu

    def dress(self, look: Colours) -> None:
        """The look of the moment."""
        for button, picture in self._icons:
            button.setIcon(icon(picture, look.text))
            if button.defaultAction() is not None:
                button.defaultAction().setIcon(icon(picture, look.text))
        self.canvas.dress(look)

    # Following the session.

    def _model_changed(self) -> None:
        here = self._session.current
        self.canvas.hint = "gui.view_empty" if here is None else "gui.view_drawing"
        if here is None:
            self._shown = None
            self.canvas.set_scene(None)
            return
        if self._shown == (here.sha256, len(here.model.components)):
            if self.canvas.scene is not None:
                self._hand_over(self.canvas.scene)
            self.recolour()
            return
        self._shown = (here.sha256, len(here.model.components))
        self.canvas.set_scene(None)
        if self._job is not None and not self._job.over:
            self._job.cancel()
        held = self._session.results.get("scene", Scene)
        if held is not None and held.count == len(here.model.components):
            self._present(held)  # chosen before
            return
        self._engine.ask(load_engine, lambda _: None)  # while the worker draws
        self._ask({"wait_s": _FIRST_WAIT_S})

    def _ask(self, patience: dict[str, float]) -> None:
        here = self._session.current
        assert here is not None
        arguments = {
            "facts": here.folder / "facts",
            "model": here.model_folder,
            "folder": self._session.new_folder(),
            **patience,
        }
        self._job = self._session.start("scene", arguments, self._drawn, "gui.job_scene", file=here.name)

    def _drawn(self, result: dict[str, Any]) -> None:
        """The worker has made the scene. Taking it over is done in turns, so that the window never stands still."""
        here = self._session.current
        scene = load(Scene, result["scene"])
        if here is None or scene.count != len(here.model.components):
            return
        if self.canvas.scene is not None:
            self._replace(scene)
            return
        self._present(scene)

    def _present(self, scene: Scene) -> None:
        self.canvas.set_scene(scene)
        if self.canvas.engine is not None:
            QTimer.singleShot(0, self, lambda: self._take_over(scene))
        if scene.late:
            self._ask({})

    def _replace(self, scene: Scene) -> None:
        """The same model with all its cuts takes the place of the first picture; what the user did to it stays."""
        self.canvas.replace_scene(scene)
        self._hand_over(scene)
        self.section.set_scene(scene)
        self.canvas.set_clip(self.section.box())
        self.recolour()

    def _hand_over(self, scene: Scene) -> None:
        """What is drawn, for others to read: an edit leaves it as it is."""
        if self._session.current is not None:
            self._session.results.put("scene", self._session.current, scene)

    def _take_over(self, scene: Scene) -> None:
        if self.canvas.scene is not scene:
            return
        self._hand_over(scene)
        self.section.set_scene(scene)
        self.canvas.set_clip(self.section.box())
        self._out = self._left_out()
        self.canvas.visible[self._out] = False
        if self.canvas.engine is not None:
            self.canvas.engine.show_axes = self.acts["axes"].isChecked()  # asked for before there was one
        self.recolour()
        self.canvas.fit()
        self._tell_apart(scene)
        self.drawn.emit()

    def _tell_apart(self, scene: Scene) -> None:
        """Models that do not seem to share an origin are told of."""
        here = self._session.current
        found = far_apart(scene.boxes, here.part) if here is not None and here.several else None
        if here is not None and found is not None:
            (one, _), (other, _) = here.parts[found[0]], here.parts[found[1]]
            words = {"one": one, "other": other, "distance": f"{found[2] / MM_PER_KM:,.0f}"}
            self._session.notice.emit("warning", "gui.models_apart", words, "")

    def _live(self) -> bool:
        return (
            self.canvas.engine is not None
            and self.canvas.scene is not None
            and self._session.model is not None
        )

    def colour_by(self, name: str) -> None:
        """Colour by one of the colourings of `app.gui.extras`."""
        self.colouring = next(c for c in COLOURINGS if c.name == name)
        self.colours.tick(name)
        self.recolour()

    def recolour(self) -> None:
        """Colours and legend anew."""
        texts, what = self._session.texts, self.colouring
        header = texts.say(what.header)
        self.colour_button.setText(texts.say("gui.colour_by", what=header))
        model, engine, scene = self._session.model, self.canvas.engine, self.canvas.scene
        if model is None or engine is None or scene is None:
            return
        painted = what.paint(model, self._session.results, texts.lang)
        if painted is None:
            grey = np.full((len(model.components), 3), _GREY, np.uint8)
            painted = Painted(grey, ())
            header = texts.say(what.missing) if what.missing else header
            if what.result:
                self._session.results.wish(what.result)
        engine.paint(painted.rgb)
        rough, bare = int(scene.rough.sum()), int((np.diff(scene.first) == 0).sum())
        notes = [(rough, "gui.view_rough"), (bare, "gui.view_bare")]
        self.canvas.note = "  ".join(texts.say(code, count=f"{n:,}") for n, code in notes if n)
        self.canvas.legend, self.canvas.legend_title = painted.legend, header
        self._apply()

    def _found(self, name: str) -> None:
        if name and name == self.colouring.result:
            self.recolour()

    def _selected(self) -> None:
        engine = self.canvas.engine
        if engine is not None and self._live():
            if self.ghosting:
                self._apply()
            self._mark()

    def _apply(self) -> None:
        engine = self.canvas.engine
        if engine is None or not self._live():
            return
        ghosted = np.zeros(len(self.canvas.visible), np.bool_)
        if self.ghosting and len(self._session.selection):
            ghosted[:] = True
            ghosted[self._session.selection] = False
        engine.show(self.canvas.visible, ghosted)
        self._mark()

    def _mark(self) -> None:
        rows, engine = self._session.selection, self.canvas.engine
        assert engine is not None
        self.canvas.marked = rows[self.canvas.visible[rows]]
        engine.select(rows, self.canvas.visible)
        self.canvas.refresh()

    # What the user does.

    def _picked(self, row: int, add: bool) -> None:
        one = np.array([row] if row >= 0 else [], np.int64)
        self._session.select(np.setxor1d(self._session.selection, one) if add else one, self.canvas)

    def _framed(self, rows: Ints, add: bool) -> None:
        self._session.select(np.union1d(self._session.selection, rows) if add else rows, self.canvas)

    def fit(self) -> None:
        """The selection whole, or all."""
        self.canvas.fit(self._session.selection)

    def hide_selected(self) -> None:
        """Hide what is selected."""
        if self._live():
            self.canvas.visible[self._session.selection] = False
            self._apply()

    def isolate(self) -> None:
        """Show what is selected and nothing else."""
        if self._live() and len(self._session.selection):
            self.canvas.visible[:] = False
            self.canvas.visible[self._session.selection] = True
            self._apply()

    def show_all(self) -> None:
        """Show everything, but for models that are left out."""
        if self._live():
            self.canvas.visible[:] = ~self._left_out()
            self._apply()

    def _left_out(self) -> Bools:
        """(n,) whether a component is of a model that the view leaves out."""
        here, hidden = self._session.current, self._session.models.hidden
        assert here is not None
        out = np.array([sha256 in hidden and here.several for _, sha256 in here.parts])
        return np.asarray(out[here.part])

    def _models_hidden(self) -> None:
        """Other models are left out: what of the others was hidden by hand stays so."""
        if self._live():
            out = self._left_out()
            self.canvas.visible[(self._out != out) & self._out] = True
            self.canvas.visible[out] = False
            self._out = out
            self._apply()

    def toggle_ghost(self) -> None:
        """What is not selected becomes a ghost, or solid again."""
        self.ghosting = self.acts["ghost"].isChecked()
        self._apply()

    def toggle_section(self) -> None:
        """The section box, around the selection if there is one."""
        on = self.acts["section"].isChecked()
        self.section.setVisible(on)
        if on and self.canvas.scene is not None:
            self.section.around(self._session.selection)
        self.canvas.set_clip(self.section.box() if on else None)

    def toggle_measure(self) -> None:
        """Clicks measure, or pick again."""
        self.canvas.set_measuring(self.acts["measure"].isChecked())

    def toggle_labels(self) -> None:
        """Marks at the parts."""
        self.canvas.labels = self._labels if self.acts["labels"].isChecked() else None
        self.canvas.update()

    def _labels(self) -> tuple[Ints, list[str]]:
        model = self._session.model
        if model is None or self.canvas.scene is None:
            return np.zeros(0, np.int64), []
        rows, seen = self._session.selection, self.canvas.visible
        rows = rows[seen[rows]] if len(rows) else np.flatnonzero(seen)
        rows = rows[np.isfinite(self.canvas.scene.boxes[rows, 0, 0])]
        columns = [column_of(model, self._session.results, k) for k in _LABEL_SOURCES]
        return rows, [next((w for c in columns if (w := c.get(r))), "") for r in rows.tolist()]

    def toggle_axes(self) -> None:
        """Member axes in the full picture."""
        if self.canvas.engine is not None:
            self.canvas.engine.show_axes = self.acts["axes"].isChecked()
            self.canvas.refresh()

    def toggle_parallel(self) -> None:
        """Parallel or perspective."""
        self.canvas.set_parallel(self.acts["parallel"].isChecked())

    def offer(self, at: QPoint) -> None:
        """What can be done with the parts selected, at a place of the screen; `also`: what others can."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("fit", "hide", "isolate", "show_all"):
            menu.addAction(self.acts[name])
        menu.addSeparator()
        menu.addActions(self.also)
        QTimer.singleShot(0, menu, lambda: menu.popup(at))
