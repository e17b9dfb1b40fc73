"""What a reader of the rendered page sees, and what a rewrite changes of it: the guard's
referee.

cmark-gfm, the library behind GitHub's own pages, renders both texts. Neither mistletoe nor
our own tree is asked: a guard must not share their mistakes. Only who is about to write
imports `changes`. Imports `papers` for the spellings of one page, and of `text` the kinds of
changes.
"""
