"""Endings of the names of pictures' files, in lower case."""

# With one of these, an address on another site leads to a picture that somebody made. An
# address that ends in .svg is mostly a badge or a formula, which a server draws.
PHOTO_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
PICTURE_ENDINGS = (*PHOTO_ENDINGS, ".svg", ".avif", ".bmp")

# The same without their dots, as the alternatives of a regular expression
PICTURE_PATTERN = "|".join(ending[1:] for ending in PICTURE_ENDINGS)
