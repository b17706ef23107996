cimport cython
from polint cimport octet

@cython.locals(stop=cython.Py_ssize_t, sums=cython.ulonglong, kind=cython.int)
cdef void _count(
    const unsigned char *classes, Py_ssize_t place, Py_ssize_t end, const unsigned char *ones, unsigned char *found,
    Py_ssize_t at,
) noexcept
