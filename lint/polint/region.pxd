cimport cython

@cython.locals(number=cython.Py_ssize_t, wall=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef object _count_signs(
    const unsigned char *classes, Py_ssize_t size, const unsigned char *signing, list walls, list counts,
)

@cython.locals(kind=cython.uchar, last=cython.Py_ssize_t)
cdef bint _is_sign(const unsigned char *classes, Py_ssize_t size, Py_ssize_t place) noexcept

@cython.locals(place=cython.Py_ssize_t, kind=cython.uchar, opening=cython.Py_ssize_t, end=cython.Py_ssize_t,
               stop=cython.Py_ssize_t, behind=cython.Py_ssize_t)
cdef object _find_fences(
    const unsigned char *classes, Py_ssize_t size, Py_ssize_t start, unsigned char sign, list found,
)

@cython.locals(place=cython.Py_ssize_t, kind=cython.uchar)
cdef bint _is_bare(const unsigned char *classes, Py_ssize_t start, Py_ssize_t end) noexcept

@cython.locals(place=cython.Py_ssize_t)
cdef bint _holds(const unsigned char *classes, Py_ssize_t start, Py_ssize_t end, unsigned char kind) noexcept
