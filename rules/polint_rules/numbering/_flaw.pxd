cimport cython
from polint_rules.numbering._marker cimport distance

@cython.locals(place=cython.Py_ssize_t)
cdef bint _counts_on(list keys) except -1

@cython.locals(head=str, last=cython.bint, stripped=str, first=cython.Py_ssize_t, colon=cython.Py_ssize_t)
cdef str _state(str text, Py_ssize_t end, object item)

cdef bint _is_blank(str text, Py_ssize_t start, Py_ssize_t end) except -1
