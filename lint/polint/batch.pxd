cimport cython
from polint cimport octet

@cython.locals(place=cython.Py_ssize_t, end=cython.Py_ssize_t, found=cython.Py_ssize_t, few=cython.uchar)
cdef Py_ssize_t _count(const unsigned char *classes, Py_ssize_t size, unsigned char kind) noexcept

@cython.locals(found=cython.Py_ssize_t, stop=cython.Py_ssize_t, few=cython.ushort)
cdef Py_ssize_t _count_units(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, unsigned short code
) noexcept

@cython.locals(
    place=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t, feed=cython.Py_ssize_t,
    eight=cython.ulonglong, feeds=cython.ulonglong, tops=cython.ulonglong, index=cython.Py_ssize_t,
)
cdef void _put_walls(
    const unsigned char *classes, list starts, unsigned long long ones, unsigned int before, unsigned char *walls
) except *

@cython.locals(place=cython.Py_ssize_t, kind=cython.uchar)
cdef void _put_starts(const unsigned char *classes, Py_ssize_t size, list found) except *
