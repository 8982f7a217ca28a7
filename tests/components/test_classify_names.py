"""What a part is taken for, by what its name says of it."""

from importlib.resources import files
from pathlib import Path

from app.usecases import open_model


def test_a_slab_named_after_its_formwork_is_the_slab():
    c = open_model(Path(str(files("ifc_samples") / "frame_office.ifc"))).model.components
    row = c.name.filled().index("现浇屋面板 Roof slab cast on formwork")
    assert c.category.get(row) == "cast_concrete"
