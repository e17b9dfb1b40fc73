"""Fuzzing: `make fuzz` runs each target for a while; `python -m tests.fuzz replay FILE`
says what is wrong with an input.

A target (`targets/`) is a function of bytes, and needs no fuzzer: `tests/test_fuzz.py` runs
each over its seeds. atheris chooses the bytes where it is installed, else they are the
seeds changed at random. What is found is kept in `.fuzz/findings/`, the corpus in
`.fuzz/corpus/`.
"""
