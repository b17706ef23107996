# What a run does for every document: compiled as it is written, but for the head of each.

cimport cython

@cython.locals(
    text=str, start=cython.Py_ssize_t, end=cython.Py_ssize_t, stop=cython.Py_ssize_t, size=cython.Py_ssize_t,
    named=cython.Py_ssize_t,
)
cdef bytes _packed_head(object document)

@cython.locals(place=cython.Py_ssize_t)
cdef Py_ssize_t _line_end(str text, Py_ssize_t start, Py_ssize_t stop) except -1
