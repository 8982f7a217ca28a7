"""VTK, off screen: a scene and its state to a picture. No Qt here; imported when the first scene is there."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  the drawing itself registers on import
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints, vtkUnsignedCharArray
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPlane, vtkPolyData
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkLight,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
)

from app.gui.view3d.camera import ANGLE, Camera
from app.gui.view3d.scene import Scene, cells_of
from components.table import Bools, Floats, Ints

Picture = NDArray[np.uint8]
Rgb = NDArray[np.uint8]
GHOST = 0.10


class _Layer:
    """One actor over the scene's points: triangles or lines of some components."""

    def __init__(self, renderer: vtkRenderer, lines: bool, offset: float) -> None:
        self.data, self.mapper, self.actor = vtkPolyData(), vtkPolyDataMapper(), vtkActor()
        self.lines = lines
        self._held: tuple[object, ...] = ()
        self.mapper.SetInputData(self.data)
        self.mapper.SetResolveCoincidentTopologyToPolygonOffset()
        self.mapper.SetRelativeCoincidentTopologyPolygonOffsetParameters(offset, offset)
        self.actor.SetMapper(self.mapper)
        self.actor.PickableOff()
        look = self.actor.GetProperty()
        look.SetInterpolationToFlat()
        look.SetAmbient(1.0 if lines else 0.48)
        look.SetDiffuse(0.0 if lines else 0.68)
        look.SetSpecular(0.0)
        renderer.AddActor(self.actor)

    def points(self, points: vtkPoints) -> None:
        self.data.SetPoints(points)

    def clear(self, window: vtkRenderWindow) -> None:
        self.data.Initialize()
        self.actor.ReleaseGraphicsResources(window)
        self._held = ()

    def cells(self, connected: NDArray[np.int32]) -> None:
        """Show these cells: (c, 3) triangles or (c, 2) lines."""
        width = connected.shape[1]
        offsets = np.arange(0, connected.size + 1, width, dtype=np.int32)
        flat = np.ascontiguousarray(connected.reshape(-1), np.int32)
        cells = vtkCellArray()
        cells.SetData(numpy_to_vtk(offsets), numpy_to_vtk(flat))  # VTK reads our memory: `_held` keeps it
        self._held = offsets, flat
        (self.data.SetLines if self.lines else self.data.SetPolys)(cells)
        self.actor.SetVisibility(len(connected) > 0)
        self.data.Modified()

    def colour_points(self, rgb: Rgb) -> None:
        self.data.GetPointData().SetScalars(_colours(rgb))
        self.mapper.ScalarVisibilityOn()

    def colour(self, rgb: tuple[float, float, float]) -> None:
        self.mapper.ScalarVisibilityOff()
        self.actor.GetProperty().SetColor(*rgb)


def _colours(rgb: Rgb) -> Any:
    return numpy_to_vtk(np.ascontiguousarray(rgb), deep=True, array_type=3)  # 3: VTK_UNSIGNED_CHAR


class Engine:
    """Holds the renderer. Every change is cheap; `draw` makes the picture."""

    def __init__(self) -> None:
        self.window, self.renderer = vtkRenderWindow(), vtkRenderer()
        self.window.SetOffScreenRendering(1)
        self.window.SetMultiSamples(0)
        self.window.AddRenderer(self.renderer)
        self.renderer.SetUseFXAA(True)
        self.renderer.GradientBackgroundOn()
        self.renderer.RemoveAllLights()
        self.renderer.AutomaticLightCreationOff()
        for place, strength in (((0.35, 0.6, 1.0), 0.85), ((-0.8, -0.2, 0.5), 0.25)):
            light = vtkLight()
            light.SetLightTypeToCameraLight()
            light.SetPosition(*place)
            light.SetIntensity(strength)
            self.renderer.AddLight(light)
        self.solid, self.ghost = _Layer(self.renderer, False, 1.0), _Layer(self.renderer, False, 1.0)
        self.selected = _Layer(self.renderer, False, 0.0)
        self.edges, self.axes = _Layer(self.renderer, True, 0.0), _Layer(self.renderer, True, 0.0)
        self.members = _Layer(self.renderer, True, 0.0)
        self.chosen_axes = _Layer(self.renderer, True, 0.0)
        self.layers = (
            self.solid, self.ghost, self.selected, self.edges, self.axes, self.members, self.chosen_axes,
        )  # fmt: skip
        self.ghost.actor.GetProperty().SetOpacity(GHOST)
        self.edges.actor.GetProperty().SetOpacity(0.22)
        for layer, width in ((self.axes, 1.5), (self.members, 2.0), (self.chosen_axes, 3.0)):
            layer.actor.GetProperty().SetLineWidth(width)
        self.scene: Scene | None = None
        self.full_ms = 0.0
        self.show_axes = False
        self._shown: tuple[Bools, Bools] | None = None
        self._painted: Rgb | None = None
        self._pixels: Any = vtkUnsignedCharArray()

    def set_scene(self, scene: Scene) -> None:
        """Take over another scene; nothing is shown until `show`."""
        self.scene = scene
        for layers, array in (
            ((self.solid, self.ghost, self.selected, self.edges), scene.points),
            ((self.axes, self.members, self.chosen_axes), scene.axes.reshape(-1, 3)),
        ):
            points = vtkPoints()
            points.SetData(numpy_to_vtk(np.ascontiguousarray(array)))  # `self.scene` keeps the memory
            for layer in layers:
                layer.points(points)
        self.full_ms = 0.0
        self._shown = self._painted = None

    def clear(self) -> None:
        """Let the scene go, and what is held of it in the graphics memory."""
        self.scene = self._shown = self._painted = None
        for layer in self.layers:
            layer.clear(self.window)

    def show(self, visible: Bools, ghosted: Bools) -> None:
        """Which components are shown, and which of them as ghosts."""
        scene = self.scene
        if scene is None:
            return
        if self._shown is not None and all(map(np.array_equal, self._shown, (visible, ghosted))):
            return
        self._shown = visible.copy(), ghosted.copy()
        solid, ghost = np.flatnonzero(visible & ~ghosted), np.flatnonzero(visible & ghosted)
        self.solid.cells(cells_of(scene.triangles, scene.first, solid))
        self.ghost.cells(cells_of(scene.triangles, scene.first, ghost))
        self.edges.cells(cells_of(scene.edges, scene.first_edge, solid))
        lines = np.arange(2 * len(scene.axes), dtype=np.int32).reshape(-1, 2)
        on = (visible & ~ghosted)[scene.axis_owner]
        self.axes.cells(lines[on])
        self.members.cells(lines[on & scene.members])

    def paint(self, rgb: Rgb) -> None:
        """Colour of each component, (n, 3)."""
        if self.scene is not None and (self._painted is None or not np.array_equal(rgb, self._painted)):
            self._painted = rgb.copy()
            of_points = rgb[self.scene.owner]
            self.solid.colour_points(of_points)
            self.ghost.colour_points(of_points)
            self.axes.colour_points(np.repeat(rgb[self.scene.axis_owner], 2, axis=0))

    def select(self, rows: Ints, visible: Bools) -> None:
        """Mark components."""
        scene = self.scene
        if scene is None:
            return
        rows = rows[visible[rows]]
        self.selected.cells(cells_of(scene.triangles, scene.first, rows))
        chosen = np.zeros(scene.count, np.bool_)
        chosen[rows] = True
        lines = np.arange(2 * len(scene.axes), dtype=np.int32).reshape(-1, 2)
        self.chosen_axes.cells(lines[chosen[scene.axis_owner]])

    def dress(self, low: str, high: str, selected: str, ink: str) -> None:
        """Colours of the look, as #rrggbb."""
        self.renderer.SetBackground(*_rgb(low))
        self.renderer.SetBackground2(*_rgb(high))
        self.selected.colour(_rgb(selected))
        self.chosen_axes.colour(_rgb(selected))
        self.edges.colour(_rgb(ink))
        self.members.colour(_rgb(ink))

    def clip(self, box: Floats | None) -> None:
        """Cut everything off outside a box (2, 3)."""
        for layer in self.layers:
            layer.mapper.RemoveAllClippingPlanes()
            if box is None:
                continue
            for side, sign in ((0, 1.0), (1, -1.0)):
                for k in range(3):
                    plane = vtkPlane()
                    plane.SetOrigin(*box[side].tolist())
                    plane.SetNormal(*(sign * np.eye(3)[k]).tolist())
                    layer.mapper.AddClippingPlane(plane)

    def draw(self, camera: Camera, width: int, height: int, full: bool) -> Picture:
        """(height, width, 4) picture, top row first. full: bodies; else the reduced picture of lines."""
        for layer, on in (
            (self.solid, full), (self.ghost, full), (self.selected, full), (self.edges, full), (self.axes, not full),
            (self.members, full and self.show_axes), (self.chosen_axes, not full),
        ):  # fmt: skip
            layer.actor.SetVisibility(on and layer.data.GetNumberOfCells() > 0)
        self.renderer.SetUseFXAA(full)
        self._aim(camera)
        if self.window.GetSize() != (width, height):
            self.window.SetSize(width, height)
        begun = time.perf_counter()
        self.window.Render()
        self.window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._pixels)
        if full:
            self.full_ms = 1000 * (time.perf_counter() - begun)
        return np.ascontiguousarray(vtk_to_numpy(self._pixels).reshape(height, width, 4)[::-1])

    def _aim(self, camera: Camera) -> None:
        eye = self.renderer.GetActiveCamera()
        eye.SetFocalPoint(*camera.target)
        eye.SetPosition(*camera.eye.tolist())
        eye.SetViewUp(*camera.axes[1].tolist())
        eye.SetViewAngle(np.degrees(ANGLE))
        eye.SetParallelProjection(camera.parallel)
        eye.SetParallelScale(camera.span / 2)
        self.renderer.ResetCameraClippingRange()

    def close(self) -> None:
        """Let the graphics memory go."""
        self.window.Finalize()


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255
