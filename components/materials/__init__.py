"""Materials: grades read from text, design strengths by grade and thickness, densities."""

from components.materials.grades import Material, listed, read_material
from components.materials.physical import Elastic, densities, density_kg_per_m3, elastic
from components.materials.strength import REASONS, Strength, grade_code, strength, table

__all__ = [
    "REASONS",
    "Elastic",
    "Material",
    "Strength",
    "densities",
    "density_kg_per_m3",
    "elastic",
    "grade_code",
    "listed",
    "read_material",
    "strength",
    "table",
]
