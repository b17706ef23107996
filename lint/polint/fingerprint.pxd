cimport cython
from polint cimport octet

@cython.locals(begin=cython.Py_ssize_t, least=cython.Py_ssize_t, left=cython.Py_ssize_t, size=cython.Py_ssize_t)
cdef Py_ssize_t _put_bare(
    const unsigned char *units, Py_ssize_t first, Py_ssize_t last, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t end,
    Py_ssize_t reach, Py_ssize_t context, unsigned char *found,
) noexcept

@cython.locals(code=cython.uint)
cdef Py_ssize_t _put(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, Py_ssize_t most, unsigned char *found, Py_ssize_t at
) noexcept

cdef bint _is_white(unsigned int code) noexcept
