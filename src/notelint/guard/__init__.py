"""What a reader of the rendered page sees, and what a rewrite changes of it: the guard's
referee.

cmark-gfm, the library behind GitHub's own pages, renders both texts. Neither mistletoe nor
our own tree is asked: a guard must not share their mistakes. Only who is about to write
imports `changes`. Imports `papers` alone, for the spellings of one page.
"""
