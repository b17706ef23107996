cimport cython

@cython.locals(
    size=cython.Py_ssize_t, shared=cython.Py_ssize_t, place=cython.Py_ssize_t, step=cython.longlong,
    behind=cython.Py_ssize_t,
)
cpdef long long distance(tuple one, tuple other) except? -9
