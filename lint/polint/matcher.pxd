cimport cython
from polint cimport octet

cdef unsigned int _hashed(unsigned int first, unsigned int second) noexcept

cdef bint _is_set(const unsigned char *bits, unsigned int bit) noexcept

@cython.locals(
    place=cython.Py_ssize_t, first=cython.uint, second=cython.uint, third=cython.uint, mixed=cython.uint,
    slot=cython.uint, high=cython.uint,
)
cdef void _find(
    const unsigned char *units, Py_ssize_t size, const unsigned char *alone, const unsigned char *pairs,
    const unsigned char *threes, const unsigned char *table, unsigned int slots, const unsigned char *starts,
    const unsigned char *pool, list found,
) except *

@cython.locals(slot=cython.uint)
cdef unsigned int _slot(
    const unsigned char *table, unsigned int slots, unsigned int mixed, unsigned int pair,
) noexcept

@cython.locals(depth=cython.Py_ssize_t, start=cython.uint, end=cython.uint, code=cython.uint)
cdef void _narrow(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t place, const unsigned char *starts, const unsigned char *pool,
    unsigned int low, unsigned int high, list found,
) except *

@cython.locals(middle=cython.uint)
cdef unsigned int _first(
    const unsigned char *starts, const unsigned char *pool, unsigned int low, unsigned int high, Py_ssize_t depth,
    unsigned int code,
) noexcept

@cython.locals(hit=cython.Py_ssize_t)
cdef void _among(const unsigned char *packed, Py_ssize_t size, const unsigned char *flags, list found) except *

@cython.locals(hit=cython.Py_ssize_t)
cdef void _ends_among(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t size, const unsigned char *flags, list found,
) except *

@cython.locals(number=cython.Py_ssize_t, first=cython.Py_ssize_t, last=cython.Py_ssize_t, hit=cython.Py_ssize_t)
cdef void _texts_with(const unsigned char *packed, list bounds, const unsigned char *flags, list found) except *

@cython.locals(
    start=cython.Py_ssize_t, end=cython.Py_ssize_t, low=cython.Py_ssize_t, high=cython.Py_ssize_t,
    middle=cython.Py_ssize_t,
)
cdef void _seek(
    const unsigned char *units, Py_ssize_t size, const unsigned char *starts, const unsigned char *pool, Py_ssize_t count,
    list found,
) except *

@cython.locals(other=cython.Py_ssize_t, stop=cython.Py_ssize_t, order=cython.int)
cdef int _order(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, const unsigned char *starts, const unsigned char *pool,
    Py_ssize_t index,
) noexcept
