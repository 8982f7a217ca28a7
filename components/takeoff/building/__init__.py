"""What the rates are measured from: storeys, roles, materials, how parts are made, plan and side areas, heights.

`measure` makes the Building of Facts and a Model; nothing is counted twice and nothing is guessed.
"""
