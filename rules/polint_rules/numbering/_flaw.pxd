cimport cython
from polint_rules.numbering._marker cimport distance
from polint_rules.numbering._outline cimport Item

@cython.locals(place=cython.Py_ssize_t)
cdef bint _counts_on(list keys) except -1

@cython.locals(
    line_end=cython.Py_ssize_t, body_end=cython.Py_ssize_t, head=str, last=cython.bint, stripped=str,
    first=cython.Py_ssize_t, colon=cython.Py_ssize_t,
)
cdef str _state(str text, Py_ssize_t end, Item item)

@cython.locals(size=cython.Py_ssize_t, length=cython.Py_ssize_t, place=cython.Py_ssize_t, end=cython.Py_ssize_t)
cdef object _dressed(str text, str written)

@cython.locals(index=cython.Py_ssize_t)
cdef Py_ssize_t _written_to(
    str text, Py_ssize_t place, Py_ssize_t size, str written, Py_ssize_t length
) except -1

cdef bint _is_blank(str text, Py_ssize_t start, Py_ssize_t end) except -1
