"""Three rates, never mixed up: prefabrication rate (预制率), assembly rate (装配率), share of new floor area.

Rule books are data (`books/*.toml`); `engine.score` applies one to measures and answers, and says what
decided.
"""
