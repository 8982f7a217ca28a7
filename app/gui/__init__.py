"""The window: the only importer of Qt. What runs in the worker process imports neither Qt nor VTK."""
