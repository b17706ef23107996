# What a rule does in every text: compiled as it is written.
