"""Our own IFC models, the script that makes them and the figures worked out by hand for them."""
