"""The family date/."""
