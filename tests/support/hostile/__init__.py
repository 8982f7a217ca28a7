"""A seeded corpus of files that want to break the program, and a worker that tries them under limits."""
