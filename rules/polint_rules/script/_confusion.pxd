# What rules ask in the texts that wake them: compiled as it is written.
