"""The family quality/."""
