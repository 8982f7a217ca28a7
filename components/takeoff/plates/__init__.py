"""Plates, flat and bent: thickness, true area, the rectangle each is cut from, bends and developed length."""
