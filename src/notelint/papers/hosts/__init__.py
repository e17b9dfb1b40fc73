"""The hosts of papers, a file a host or a kind of host, and the table of them that the
questions are asked of (`table.py`).
"""
