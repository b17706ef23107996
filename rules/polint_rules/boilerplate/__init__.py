"""The family boilerplate/."""
