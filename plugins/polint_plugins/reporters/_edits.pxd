cimport cython
from polint cimport octet

@cython.locals(size=cython.Py_ssize_t, end=bytes)
cdef Py_ssize_t _read(tuple edits, object quoted, dict ends) except -1

@cython.locals(place=cython.Py_ssize_t, start=cython.ulonglong, end=cython.ulonglong, last=bytes)
cdef Py_ssize_t _write(
    tuple edits, const unsigned char *first, Py_ssize_t first_size, const unsigned char *second, Py_ssize_t second_size,
    dict ends, unsigned char *room,
) except -1

@cython.locals(index=cython.Py_ssize_t)
cdef Py_ssize_t _put(
    unsigned char *room, Py_ssize_t place, const unsigned char *content, Py_ssize_t size
) noexcept

@cython.locals(size=cython.Py_ssize_t, index=cython.Py_ssize_t, above=cython.ulonglong)
cdef Py_ssize_t _put_number(unsigned char *room, Py_ssize_t place, unsigned long long number) noexcept
