cimport cython
from polint cimport octet

@cython.locals(
    tops=cython.ulonglong, run=cython.int, group=cython.bint, eight=cython.ulonglong, kind=cython.uchar,
)
cdef bint _has_number(
    const unsigned char *classes, Py_ssize_t place, Py_ssize_t end, unsigned char digit, unsigned long long digits,
    unsigned long long ones, int least,
) noexcept
