"""`python -m notelint`."""

from notelint.cli import entry

if __name__ == "__main__":
    entry()
