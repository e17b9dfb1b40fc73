"""Texts of a notebook in a message: short enough to be read there."""


def shorten(text: str, most: int, *, kept: int | None = None) -> str:
    """A text of more than `most` characters as its first `kept` ones and an ellipsis.

    By default as many are kept as leave room for the ellipsis. A shorter text stays.
    """
    if len(text) <= most:
        return text
    start = text[: most - 1 if kept is None else kept]
    return start.rstrip() + "…"


def shorten_middle(text: str, most: int) -> str:
    """A text of at most `most` characters; a third of them come from its end."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[-end:]}"
