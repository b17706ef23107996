cimport cython
from polint cimport octet

@cython.locals(begin=cython.Py_ssize_t, stop=cython.Py_ssize_t, beyond=cython.Py_ssize_t, number=cython.Py_ssize_t,
               index=cython.Py_ssize_t, width=cython.Py_ssize_t,
               following=cython.Py_ssize_t, place=cython.Py_ssize_t, before=cython.uchar, both=cython.uchar,
               after=cython.uchar, near=cython.bint, found=list)
cdef list _look(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t size, const unsigned char *walls,
    Py_ssize_t count, const unsigned char *plain,
    const unsigned char *final, const unsigned char *first, const unsigned char *numbers,
    dict wrapped, set articles,
)

@cython.locals(place=cython.Py_ssize_t, first=cython.Py_ssize_t)
cdef bint _is_article(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t stop, const unsigned char *numbers
) noexcept

@cython.locals(place=cython.Py_ssize_t, has_comma=cython.bint, many=cython.bint, sentences=cython.Py_ssize_t)
cdef int _is_open(const unsigned char *classes, Py_ssize_t start, Py_ssize_t stop) noexcept

@cython.locals(stop=cython.Py_ssize_t, line=cython.Py_ssize_t, place=cython.Py_ssize_t, mark=cython.uchar,
               odd=cython.uchar, before=cython.uchar, unit=cython.uchar)
cdef Py_ssize_t _last_line(
    const unsigned char *classes, const unsigned char *units, Py_ssize_t start, Py_ssize_t end,
    const unsigned char *opened, const unsigned char *ruled, const unsigned char *marks,
    const unsigned char *blank, const unsigned char *pairs,
) except -2
