"""The family polint/: about polint's own directives in a document."""
