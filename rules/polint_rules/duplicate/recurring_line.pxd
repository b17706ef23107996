# What a rule does in every text: compiled as it is written, but for what is said of each character.

cimport cython

@cython.locals(char=cython.Py_UCS4, kept=list)
cdef str _bare(str text)
