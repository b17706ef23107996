# What a rule does in every text that wakes it: compiled as it is written.
cimport cython

@cython.locals(
    found=cython.Py_ssize_t, dash=cython.Py_ssize_t, stroke=cython.Py_ssize_t, point=cython.Py_ssize_t,
    place=cython.Py_ssize_t, start=cython.Py_ssize_t, sign=cython.uchar,
)
cdef Py_ssize_t _count_iso(const unsigned char *classes, Py_ssize_t size) noexcept
