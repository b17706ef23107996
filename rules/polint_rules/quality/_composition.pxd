cimport cython
from polint cimport octet

@cython.locals(stop=cython.Py_ssize_t, sums=cython.ulonglong, kind=cython.int)
cdef void _count(
    const unsigned char *classes, Py_ssize_t place, Py_ssize_t end, const unsigned char *ones, unsigned char *found,
    Py_ssize_t at,
) noexcept

@cython.locals(
    number=cython.Py_ssize_t, at=cython.Py_ssize_t, han=cython.longlong, latin=cython.longlong, digits=cython.longlong,
    kana=cython.longlong, hangul=cython.longlong, alphabets=cython.longlong, symbols=cython.longlong,
    letters=cython.longlong, visible=cython.longlong,
)
cdef void _doubt(
    const unsigned char *counts, Py_ssize_t size, Py_ssize_t fewest, Py_ssize_t enough, list foreign, list empty
) except *
