# What a rule does in every text: compiled as it is written, but for what is said of each character.

cimport cython

@cython.locals(char=cython.Py_UCS4, kept=list, start=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef str _bare(str text)
