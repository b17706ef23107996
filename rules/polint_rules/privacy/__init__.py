"""The family privacy/."""
