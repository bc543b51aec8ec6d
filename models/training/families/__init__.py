"""The families of problems. Each module has NAME, LEVELS (drawn how often), draw, plain, say, think and truths."""
