"""polint, the linter for Chinese text and corpora."""

__version__ = "0.1.0"
