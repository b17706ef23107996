"""The family truncation/."""
