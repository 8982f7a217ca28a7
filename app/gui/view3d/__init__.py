"""The 3D view: arrays made by the worker without Qt or VTK, drawn off screen by VTK, shown as a picture by Qt."""
