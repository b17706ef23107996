cimport cython
from polint cimport octet

@cython.locals(stop=cython.Py_ssize_t, depth=cython.int, place=cython.Py_ssize_t, char=cython.Py_UCS4, after=cython.Py_UCS4)
cpdef Py_ssize_t clause_end(str text, Py_ssize_t start, Py_ssize_t limit=*) except -1

@cython.locals(low=cython.Py_ssize_t, depth=cython.int, place=cython.Py_ssize_t, char=cython.Py_UCS4)
cpdef Py_ssize_t clause_start(str text, Py_ssize_t end, Py_ssize_t limit=*) except -1

@cython.locals(
    one=cython.uint, two=cython.uint, left=cython.Py_ssize_t, right=cython.Py_ssize_t, count=cython.int,
    at=cython.Py_ssize_t, before=cython.uint, name=cython.Py_ssize_t,
)
cdef bint _comes_back(
    const unsigned char *units, const unsigned char *signs, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t place,
    Py_ssize_t size, Py_ssize_t reach,
) noexcept

@cython.locals(depth=cython.int, low=cython.Py_ssize_t, code=cython.uint, kind=cython.int)
cdef Py_ssize_t _begin(
    const unsigned char *units, const unsigned char *signs, Py_ssize_t start, Py_ssize_t place,
) noexcept

@cython.locals(
    depth=cython.int, high=cython.Py_ssize_t, code=cython.uint, kind=cython.int, after=cython.uint,
    figure=cython.bint,
)
cdef Py_ssize_t _end(
    const unsigned char *units, const unsigned char *signs, Py_ssize_t stop, Py_ssize_t place,
) noexcept
