"""Check: results, forces, settings, one member alone, export."""
