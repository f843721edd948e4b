"""Writes a follow list (`A B`: A follows B) with the shape of a social network: R-MAT with Graph500's parameters.

usage: generate_follows.py SCALE EDGES SEED OUTPUT     accounts = 2^SCALE, numbered at random
Source: Chakrabarti, Zhan, Faloutsos, "R-MAT: A Recursive Model for Graph Mining", SDM 2004.
"""

import sys

import numpy


def main() -> None:
    scale, edges, seed = (int(word) for word in sys.argv[1:4])
    random = numpy.random.default_rng(seed)
    follower = numpy.zeros(edges, dtype=numpy.uint32)
    followed = numpy.zeros(edges, dtype=numpy.uint32)
    for bit in range(scale):
        draw = random.random(edges, dtype=numpy.float32)
        follower |= (draw >= 0.76).astype(numpy.uint32) << bit
        followed |= (((draw >= 0.57) & (draw < 0.76)) | (draw >= 0.95)).astype(numpy.uint32) << bit
    numbers = random.permutation(1 << scale).astype(numpy.uint32)
    follower, followed = numbers[follower], numbers[followed]
    with open(sys.argv[4], "w", encoding="ascii") as file:
        for start in range(0, edges, 1 << 20):
            block = slice(start, start + (1 << 20))
            pairs = zip(follower[block].tolist(), followed[block].tolist())
            file.write("".join(f"{a} {b}\n" for a, b in pairs))


if __name__ == "__main__":
    main()
