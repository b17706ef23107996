"""The family encoding/."""
