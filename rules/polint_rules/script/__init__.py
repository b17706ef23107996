"""The family script/."""
