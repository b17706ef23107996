cimport cython
from polint cimport octet

@cython.locals(hit=cython.Py_ssize_t, end=cython.Py_ssize_t, sign=cython.uchar)
cdef object _read(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t count, const unsigned char *signs,
    const unsigned char *units, Py_ssize_t size, const unsigned char *following, list followed, list words,
)

@cython.locals(place=cython.Py_ssize_t)
cdef bint _holds(const unsigned char *classes, Py_ssize_t start, Py_ssize_t end, const unsigned char *kinds) noexcept

cpdef Py_ssize_t latin_beside(bytes classes, Py_ssize_t start, Py_ssize_t end, Py_ssize_t place)

cpdef Py_ssize_t kana_beside(bytes classes, Py_ssize_t start, Py_ssize_t end, Py_ssize_t place)

cdef Py_ssize_t _find(
    bytes classes, bytes kind, const unsigned char *near, Py_ssize_t reach, Py_ssize_t start, Py_ssize_t end,
    Py_ssize_t place,
)
