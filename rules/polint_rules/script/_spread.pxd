cimport cython
from polint cimport octet

@cython.locals(place=cython.Py_ssize_t)
cdef list _particles(
    const unsigned char *units, Py_ssize_t size, const unsigned char *before, const unsigned char *after
)
