cimport cython
from polint cimport octet

cpdef object body(object document)

cdef Py_ssize_t _end(str text) except -1

cpdef dict _uneven(object batch)

@cython.locals(count=cython.Py_ssize_t, place=cython.Py_ssize_t, kept=bytes, nothing=bytes, own=bytes, found=list,
               uneven=dict)
cpdef list _digests(object batch)

@cython.locals(index=cython.Py_ssize_t, place=cython.Py_ssize_t, found=list)
cdef list _blank_ends(
    const unsigned char *classes, Py_ssize_t size, const unsigned char *blank, const unsigned char *walls,
    Py_ssize_t count,
)

@cython.locals(count=cython.Py_ssize_t, number=cython.Py_ssize_t, place=cython.Py_ssize_t, own=list, found=dict)
cdef dict _by_text(list places, list starts)

@cython.locals(at=cython.Py_ssize_t, begin=cython.Py_ssize_t, before=cython.Py_ssize_t, count=cython.Py_ssize_t,
               first=cython.Py_ssize_t, last=cython.Py_ssize_t,
               index=cython.Py_ssize_t, place=cython.Py_ssize_t, byte=cython.Py_ssize_t, kind=cython.uchar,
               code=cython.uint)
cdef Py_ssize_t _write(
    const unsigned char *raw, const unsigned char *classes, const unsigned char *blank, str text, Py_ssize_t start,
    list places, unsigned char *units,
) except -1

@cython.locals(start=cython.Py_ssize_t, number=cython.Py_ssize_t, following=cython.Py_ssize_t, end=cython.Py_ssize_t)
cdef void _hash_all(
    const unsigned char *units, list starts, dict but, const unsigned char *blank, unsigned long long one,
    unsigned long long two, unsigned long long mask, unsigned char *found,
) except *

@cython.locals(first=cython.ulonglong, second=cython.ulonglong, four=cython.ulonglong, _=cython.int)
cdef void _hash(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, unsigned long long one, unsigned long long two,
    unsigned long long mask, unsigned char *found, Py_ssize_t at,
) noexcept
