cimport cython

@cython.locals(number=cython.Py_ssize_t, wall=cython.Py_ssize_t, place=cython.Py_ssize_t)
cdef object _count_signs(
    const unsigned char *classes, Py_ssize_t size, const unsigned char *signing, list walls, list counts,
)

@cython.locals(kind=cython.uchar, last=cython.Py_ssize_t)
cdef bint _is_sign(const unsigned char *classes, Py_ssize_t size, Py_ssize_t place) noexcept
