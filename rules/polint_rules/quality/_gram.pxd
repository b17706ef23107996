cimport cython
from polint cimport octet

@cython.locals(count=cython.Py_ssize_t, place=cython.Py_ssize_t, code=cython.uint)
cdef Py_ssize_t _gather(const unsigned char *units, Py_ssize_t size, unsigned char *chars) noexcept

@cython.locals(
    code=cython.ulonglong, before=cython.Py_ssize_t, place=cython.Py_ssize_t, slot=cython.Py_ssize_t,
    held=cython.ulonglong,
)
cdef Py_ssize_t _enter(
    const unsigned char *chars, Py_ssize_t count, Py_ssize_t size, unsigned long long factor, unsigned long long power,
    unsigned long long mask, unsigned char *table, unsigned char *often, Py_ssize_t slots,
) noexcept

@cython.locals(most=cython.uint, slot=cython.Py_ssize_t)
cdef unsigned int _most(const unsigned char *often, Py_ssize_t slots) noexcept
