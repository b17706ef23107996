cimport cython
from polint cimport octet

@cython.locals(pair=cython.Py_ssize_t, found=cython.Py_ssize_t)
cdef Py_ssize_t _gather(
    const unsigned char *classes, Py_ssize_t start, Py_ssize_t end, const unsigned char *kinds, unsigned char *pairs
) noexcept

@cython.locals(
    index=cython.Py_ssize_t, found=cython.Py_ssize_t, place=cython.Py_ssize_t, before=cython.uint, kind=cython.uint
)
cdef Py_ssize_t _choose(
    const unsigned char *classes, const unsigned char *pairs, Py_ssize_t size, const unsigned char *kinds,
    unsigned char *places,
) noexcept
