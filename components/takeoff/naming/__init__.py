"""What elements are called and what that makes them: property sets, declared quantities, sections, categories, bolts.

Evidence is read in a stated order and the code of what decided is kept beside each answer.
"""
