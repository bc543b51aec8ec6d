"""Which problems are held out. A hash of what is asked, never of the words, so that rewording cannot leak one."""

import hashlib

SHARE = 0.10  # of all problems, for the test; as much again for tuning


def split_of(problem):
    place = hashlib.sha256(problem.key.encode()).digest()[0] / 256
    return "test" if place < SHARE else "tuning" if place < 2 * SHARE else "training"


def draw_from(family, rng, split, level=None):
    while True:
        problem = family.draw(rng, level)
        if split_of(problem) == split:
            return problem
