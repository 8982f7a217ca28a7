"""The audit package and its verification as use-cases."""
