"""The family typo/."""
