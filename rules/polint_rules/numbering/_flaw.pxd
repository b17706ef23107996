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

cdef bint _is_blank(str text, Py_ssize_t start, Py_ssize_t end) except -1
