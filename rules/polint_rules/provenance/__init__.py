"""The family provenance/."""
