"""From notebooks to results: the rules run, their findings are ordered and suppressed,
fixes are made behind the guard.

`discovery.py` finds the files, `runner.py` takes each through its time, `linter.py` runs
the rules, `formatter.py` applies fixes to a fixed point, `comparison.py` tells what is new
since a commit. `context_builder.py` gathers what rules may know of the repository. Imports
every room below it: text, papers, guard, markdown, notebook, rules, repo, config.
"""
