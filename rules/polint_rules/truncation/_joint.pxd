# What is asked of every line without an end: compiled as it is written.
