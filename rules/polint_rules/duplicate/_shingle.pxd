cimport cython
from polint cimport octet

cdef Py_ssize_t _pick(
    const unsigned char *units, const unsigned char *classes, const unsigned char *counts, Py_ssize_t place,
    Py_ssize_t end, unsigned char *letters, Py_ssize_t at,
) noexcept

@cython.locals(
    code=cython.ulonglong, few=cython.Py_ssize_t, first=cython.Py_ssize_t, unit=cython.ulonglong, mixed=cython.ulonglong,
)
cdef Py_ssize_t _hash(
    const unsigned char *letters, Py_ssize_t place, Py_ssize_t end, unsigned long long bound,
    unsigned long long factor, unsigned long long fifth, unsigned long long mix, unsigned long long tops, unsigned char *every,
) noexcept

@cython.locals(
    index=cython.Py_ssize_t, code=cython.uint, mask=cython.Py_ssize_t, slot=cython.Py_ssize_t, held=cython.uint,
    has_zero=cython.bint,
)
cdef Py_ssize_t _put_distinct(
    const unsigned char *every, Py_ssize_t few, unsigned char *slots, unsigned char *found, Py_ssize_t at
) noexcept
