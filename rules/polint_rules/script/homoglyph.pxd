# What a rule does in every text that wakes it: compiled as it is written.
