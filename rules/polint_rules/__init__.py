"""The rules of polint: a folder a family, a file a rule."""
