cimport cython
from polint cimport octet

@cython.locals(
    place=cython.Py_ssize_t, here=cython.uint, second=cython.uint, before=cython.uint, after=cython.uint,
    next_but_one=cython.uint,
)
cdef void _find(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t end, const unsigned char *chars,
    const unsigned char *beside, const unsigned char *words, unsigned int slots, Py_ssize_t most, list found,
) except *

@cython.locals(bit=cython.uint)
cdef int _is_set(const unsigned char *beside, unsigned int here, unsigned int near) noexcept

@cython.locals(slot=cython.uint)
cdef bint _is_known(const unsigned char *words, unsigned int slots, unsigned int key) noexcept

cdef unsigned int _joined(unsigned int first, unsigned int second, unsigned int third) noexcept

cdef unsigned int _hashed(unsigned int key) noexcept
