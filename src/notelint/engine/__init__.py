"""From notebooks to results: the rules run, their findings are ordered and suppressed,
fixes are made under the guard.

`discovery.py` finds the files; `runner.py` holds the `Run` that takes each of them through
its time, and `results.py` what comes of it. `linter.py` runs the rules, `precedence.py` and
`suppressions.py` leave findings out, `findings.py` makes diagnostics of the others.
`formatter.py` applies fixes to a fixed point, each of which `fix_guard.py` lets pass.
`comparison.py` finds what is new since a commit. `context_builder.py` gathers what rules may
know of the repository. Imports every room below it: text, papers, guard, markdown, notebook,
rules, repo, config.
"""
