cimport cython
from polint cimport octet

@cython.locals(
    four=cython.ulonglong, code=cython.ulonglong, unit=cython.ulonglong, mixed=cython.uint, count=cython.Py_ssize_t,
)
cdef Py_ssize_t _hash(
    const unsigned char *units, const unsigned char *classes, const unsigned char *counts, Py_ssize_t place,
    Py_ssize_t end, unsigned long long factor, unsigned long long fourth, unsigned long long mix,
    unsigned long long tops, unsigned char *every,
) noexcept

@cython.locals(
    few=cython.Py_ssize_t, index=cython.Py_ssize_t, code=cython.uint, mask=cython.Py_ssize_t,
    slot=cython.Py_ssize_t, held=cython.uint, has_zero=cython.bint,
)
cdef Py_ssize_t _put_distinct(
    unsigned char *every, Py_ssize_t first, Py_ssize_t size, int shift, unsigned char *slots,
    unsigned char *found, Py_ssize_t at,
) noexcept
