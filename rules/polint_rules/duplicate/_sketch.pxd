# What a rule does for every document of a corpus: compiled as it is written, but for what is read of each sketch.
