"""The family duplicate/."""
