cimport cython
from polint cimport octet

@cython.locals(number=cython.Py_ssize_t, start=cython.Py_ssize_t, line=cython.Py_ssize_t, stop=cython.Py_ssize_t,
               known=cython.Py_ssize_t, followed=cython.Py_ssize_t, hit=cython.Py_ssize_t, index=cython.Py_ssize_t,
               place=cython.Py_ssize_t, begin=cython.Py_ssize_t)
cdef void _look(
    const unsigned char *indices, const unsigned char *ends, Py_ssize_t count, const unsigned char *first,
    const unsigned char *last, const unsigned char *classes, Py_ssize_t size, const unsigned char *walls, list starts,
    list own, list next_ones,
) except *

@cython.locals(here=cython.int, there=cython.int, both=cython.int, parts=cython.Py_ssize_t, place=cython.Py_ssize_t,
               one=cython.uint, two=cython.uint, word=cython.uint, slot=cython.uint, part=cython.uchar)
cdef object _count_words(
    const unsigned char *units, Py_ssize_t first, Py_ssize_t at, Py_ssize_t last, const unsigned char *content,
    unsigned char *table, unsigned int mask, list counts,
)
