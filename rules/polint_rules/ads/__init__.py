"""The family ads/."""
