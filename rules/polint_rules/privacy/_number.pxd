cimport cython
from polint cimport octet

@cython.locals(
    digits=cython.ulonglong, wides=cython.ulonglong, tops=cython.ulonglong, place=cython.Py_ssize_t,
    run=cython.Py_ssize_t, group=cython.bint, eight=cython.ulonglong, one=cython.ulonglong, other=cython.ulonglong,
    kind=cython.uint,
)
cdef void _find(
    const unsigned char *classes, Py_ssize_t first, Py_ssize_t end, unsigned long long digit, unsigned long long wide,
    unsigned long long ones, Py_ssize_t least, list runs, list groups,
) except *
