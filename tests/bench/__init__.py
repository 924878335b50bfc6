"""Benchmarks: `python -m tests.bench NAME`. Each lives in a module `tests/bench/bench_….py`."""
