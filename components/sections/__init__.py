"""Sections: catalogues, one lookup for every spelling, areas and masses, and section properties from
dimensions.
"""

from components.sections.catalogue import Section, catalogue, design_shape
from components.sections.families import (
    DIMENSION_COUNT,
    DIMENSIONS,
    FAMILIES,
    FAMILY_CODE,
    PRIMARY,
    Shape,
    shape,
)
from components.sections.lookup import Match, computed, find
from components.sections.measure import area_and_perimeter, mass_kg_per_m, measure
from components.sections.outline import outline, outlines, valid
from components.sections.properties import Columns, Properties, properties, properties_of, static_moment
from components.sections.reading import name_of
from components.sections.recognise import recognise

__all__ = [
    "DIMENSIONS",
    "DIMENSION_COUNT",
    "FAMILIES",
    "FAMILY_CODE",
    "PRIMARY",
    "Columns",
    "Match",
    "Properties",
    "Section",
    "Shape",
    "area_and_perimeter",
    "catalogue",
    "computed",
    "design_shape",
    "find",
    "mass_kg_per_m",
    "measure",
    "name_of",
    "outline",
    "outlines",
    "properties",
    "properties_of",
    "recognise",
    "shape",
    "static_moment",
    "valid",
]
