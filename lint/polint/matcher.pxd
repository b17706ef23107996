cimport cython
from polint cimport octet

cdef bint _is_set(const unsigned char *bits, unsigned int bit) noexcept

cdef unsigned long long _GOLDEN, _WHOLE

cdef unsigned long long _mixed(unsigned long long number) noexcept

cdef unsigned int _pair(unsigned long long four) noexcept

cdef unsigned long long _head(unsigned long long four, int size) noexcept

cdef unsigned int _bit(unsigned long long head) noexcept

@cython.locals(four=cython.ulonglong, behind=cython.Py_ssize_t)
cdef unsigned long long _four(const unsigned char *units, Py_ssize_t place, Py_ssize_t size) noexcept

@cython.locals(place=cython.Py_ssize_t, four=cython.ulonglong, count=cython.Py_ssize_t, last=cython.Py_ssize_t)
cdef Py_ssize_t _sift_pairs(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t end, Py_ssize_t size, const unsigned char *singles,
    const unsigned char *pairs, unsigned char *places,
) noexcept

@cython.locals(
    number=cython.Py_ssize_t, place=cython.Py_ssize_t, four=cython.ulonglong, depth=cython.int, left=cython.Py_ssize_t,
)
cdef Py_ssize_t _sift_heads(
    const unsigned char *units, Py_ssize_t size, const unsigned char *heads, const unsigned char *places,
    Py_ssize_t count, unsigned char *beginnings,
) noexcept

@cython.locals(
    number=cython.Py_ssize_t, beginning=cython.uint, place=cython.Py_ssize_t, depth=cython.int, four=cython.ulonglong,
    head=cython.ulonglong, slot=cython.Py_ssize_t, high=cython.uint,
)
cdef void _find(
    const unsigned char *units, Py_ssize_t size, const unsigned char *beginnings, Py_ssize_t count, int bits,
    const unsigned char *slots, const unsigned char *starts, const unsigned char *pool, list found,
) except *

@cython.locals(start=cython.uint, end=cython.uint, code=cython.uint)
cdef void _narrow(
    const unsigned char *units, Py_ssize_t size, Py_ssize_t place, const unsigned char *starts, const unsigned char *pool,
    unsigned int low, unsigned int high, Py_ssize_t depth, list found,
) except *

@cython.locals(middle=cython.uint)
cdef unsigned int _first(
    const unsigned char *starts, const unsigned char *pool, unsigned int low, unsigned int high, Py_ssize_t depth,
    unsigned int code,
) noexcept

@cython.locals(
    hit=cython.Py_ssize_t, one=cython.Py_ssize_t, last=cython.Py_ssize_t, place=cython.Py_ssize_t,
)
cdef void _split(list found, list starts, unsigned char *indices, unsigned char *ends, list bounds) except *

@cython.locals(hit=cython.Py_ssize_t, index=cython.uint, place=cython.Py_ssize_t, own=list, lists=list)
cdef void _gather(
    object matcher, list told, const unsigned char *starts, const unsigned char *packed, const unsigned char *ends,
    Py_ssize_t first, Py_ssize_t last, Py_ssize_t start, dict places,
) except *

@cython.locals(hit=cython.Py_ssize_t)
cdef void _mark(const unsigned char *packed, Py_ssize_t size, unsigned char *flags) noexcept

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
