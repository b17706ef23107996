cimport cython
from polint cimport octet

@cython.locals(hit=cython.Py_ssize_t, end=cython.Py_ssize_t)
cdef list _followed(
    const unsigned char *packed, const unsigned char *ends, Py_ssize_t count, const unsigned char *leads,
    const unsigned char *units, Py_ssize_t size, const unsigned char *following,
)
