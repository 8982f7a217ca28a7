"""The menu of what the view is coloured by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.session import Session
from app.gui.view3d.colours import Colouring


class ColourMenu(QMenu):
    """One line per colouring, one of them ticked; those of several models stand there while several are shown."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        colourings: Sequence[Colouring],
        choose: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self._session, self._colourings = session, colourings
        self._acts: dict[str, QAction] = {}
        group = QActionGroup(self)
        for colouring in colourings:
            action = self._acts[colouring.name] = self.addAction("")
            action.setCheckable(True)
            session.texts.bind(action, action.setText, colouring.header)
            action.triggered.connect(partial(self._chosen, choose, colouring.name))
            group.addAction(action)
        self.aboutToShow.connect(self.offer)

    @staticmethod
    def _chosen(choose: Callable[[str], object], name: str, _on: bool = False) -> None:
        choose(name)

    def offer(self) -> None:
        """Show the lines that make sense for what is shown."""
        here = self._session.current
        for colouring in self._colourings:
            self._acts[colouring.name].setVisible(
                not colouring.of_several or (here is not None and here.several)
            )

    def tick(self, name: str) -> None:
        """This one is what the view is coloured by."""
        self._acts[name].setChecked(True)
