"""polint, the linter for Chinese text and corpora."""

from polint import compiled

__version__ = "0.1.0"

OUTDATED = compiled.settle()
"""Whether modules run interpreted because what was compiled of them is older than they are: `make dev` compiles them."""
