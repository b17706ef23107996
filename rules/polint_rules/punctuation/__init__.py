"""The family punctuation/."""
