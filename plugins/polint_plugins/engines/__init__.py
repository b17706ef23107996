"""Where the work of a run is done, when not in this process and its children."""
