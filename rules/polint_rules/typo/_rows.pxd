cimport cython
from polint cimport octet

@cython.locals(
    hit=cython.Py_ssize_t, index=cython.uint, first=cython.Py_ssize_t, row=cython.Py_ssize_t,
    beside=cython.Py_ssize_t,
)
cdef void _compare_halves(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t count, const unsigned char *rows,
    const unsigned char *offsets, const unsigned char *others, const unsigned char *units, Py_ssize_t size, list found,
) except *

@cython.locals(
    hit=cython.Py_ssize_t, index=cython.uint, first=cython.Py_ssize_t, row=cython.Py_ssize_t,
    whole=cython.Py_ssize_t, length=cython.Py_ssize_t, offset=cython.Py_ssize_t, stop=cython.Py_ssize_t,
    start=cython.Py_ssize_t, most=cython.int, head=cython.Py_ssize_t, tail=cython.Py_ssize_t, behind=cython.int,
    headed=cython.bint, slipped=cython.bint, kept=cython.int,
)
cdef void _compare_parts(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t count, const unsigned char *rows,
    const unsigned char *parts, const unsigned char *texts, const unsigned char *units, Py_ssize_t size,
    unsigned char *near, list found,
) except *

@cython.locals(index=cython.Py_ssize_t)
cdef bint _stands(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t place, const unsigned char *texts, Py_ssize_t first,
    Py_ssize_t length,
) noexcept

@cython.locals(end=cython.Py_ssize_t, index=cython.int)
cdef bint _goes_on(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t place, const unsigned char *texts, Py_ssize_t first,
    int step, int count,
) noexcept

@cython.locals(kept=cython.int, end=cython.Py_ssize_t, unit=cython.uint)
cdef int _gather(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t place, int step, int count, unsigned char *near,
) noexcept

cdef bint _is_kept(unsigned int unit) noexcept

@cython.locals(same=cython.int, added=cython.int, missing=cython.int, left=cython.int)
cdef bint _slipped(
    const unsigned char *near, int kept, const unsigned char *texts, Py_ssize_t first, int step, int count, int most,
    Py_ssize_t length,
) noexcept

cdef bint _follows(
    const unsigned char *near, int kept, int place, const unsigned char *texts, Py_ssize_t first, int step, int index,
    int count,
) noexcept
