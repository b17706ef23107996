"""The family numbering/."""
