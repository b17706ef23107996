cimport cython
from polint cimport octet

@cython.locals(char=cython.Py_UCS4, code=cython.uint, entry=cython.uint, bits=cython.uint)
cdef int _look_up(
    str text, const unsigned char *entries, unsigned char *kinds, unsigned char *folded, unsigned char *units,
    unsigned char *present, Py_ssize_t place,
) except -1

@cython.locals(
    place=cython.Py_ssize_t, end=cython.Py_ssize_t, tops=cython.ulonglong, whole=cython.ulonglong,
    others=cython.ulonglong, char=str
)
cdef void _beyond(
    str text, dict known, unsigned char *kinds, const unsigned char *units, unsigned char *present, Py_ssize_t start,
    unsigned long long ones, list found,
) except *
