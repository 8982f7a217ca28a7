"""GB/T 51129-2017, Standard for assessment of prefabricated building (装配式建筑评价标准).

Clause functions only; the figures of table 4.0.1 are data in `components/rates/books`. Clause numbers
are recalled, not read off a copy of the standard.
"""
