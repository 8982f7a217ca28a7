"""What the user decides goes before what the file says."""

from step_text import StepText

from components.ifc.read import read
from components.model import Override, Overrides
from components.takeoff.build import build


def decided(tmp_path, **edits):
    s = StepText()
    s.element(s.prism(s.rectangle(100, 200, "X1"), 3000), name="'b'")
    facts = read(s.write(tmp_path))
    step_id = int(facts.elements.step_id[0])
    made = Overrides(tuple(Override(step_id, f, v, "checked on the drawing") for f, v in edits.items()))
    return build(facts, made).components


def test_every_decision_shows_in_the_model(tmp_path):
    c = decided(tmp_path, category="steel_member", grade="Q355B", part_mark="P1", assembly_mark="GL-1")
    assert (c.category[0], c.grade[0], c.part_mark[0], c.assembly_mark[0]) == (
        "steel_member",
        "Q355B",
        "P1",
        "GL-1",
    )
    assert c.category_by[0] == "takeoff.by_user"


def test_a_section_decided_by_hand_is_ordered_at_its_own_mass(tmp_path):
    c = decided(tmp_path, category="steel_member", profile="HN200x100")
    # GB/T 11263-2017 prints 20.9 kg/m for HN200x100x5.5x8.
    assert c.profile[0] == "HN200×100×5.5×8"
    assert abs(c.order_mass_kg[0] - 3 * 20.9) < 1e-9
    assert (c.agreement[0], c.cause[0]) == ("uncertain", "takeoff.cause_section")


def test_a_section_that_no_table_knows_is_kept_as_written(tmp_path):
    c = decided(tmp_path, category="steel_member", profile="special 7")
    assert c.profile[0] == "special 7"
