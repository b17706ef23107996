cimport cython
from polint cimport octet
from polint_rules._row cimport begins_with

@cython.locals(
    line=cython.Py_ssize_t, last=cython.Py_ssize_t, between=cython.Py_ssize_t, behind=cython.Py_ssize_t,
    left=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t,
)
cdef Py_ssize_t _keep(
    const unsigned char *units, const unsigned char *classes, Py_ssize_t first, const unsigned char *lines,
    const unsigned char *bounds, Py_ssize_t at, const unsigned char *blank, const unsigned char *signs,
    const unsigned char *ends, const unsigned char *words, Py_ssize_t size, const unsigned char *counts,
    Py_ssize_t letters, Py_ssize_t han, Py_ssize_t longest, Py_ssize_t inserted, unsigned long long factor, unsigned char *keys, unsigned char *places,
    Py_ssize_t found,
) noexcept

@cython.locals(place=cython.Py_ssize_t)
cdef bint _is_of_site(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t end, const unsigned char *ends,
    const unsigned char *words, Py_ssize_t size,
) noexcept

@cython.locals(code=cython.uint, begin=cython.Py_ssize_t)
cdef bint _is_numbered(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, const unsigned char *signs
) noexcept

@cython.locals(sign=cython.uint, at=cython.Py_ssize_t, begin=cython.Py_ssize_t)
cdef bint _has_date(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, const unsigned char *signs
) noexcept

@cython.locals(code=cython.ulonglong, place=cython.Py_ssize_t, kind=cython.int)
cdef bint _put_key(
    const unsigned char *units, const unsigned char *classes, Py_ssize_t start, Py_ssize_t end,
    const unsigned char *counts, Py_ssize_t letters, Py_ssize_t han, unsigned long long factor, unsigned char *keys,
    Py_ssize_t number,
) noexcept

@cython.locals(
    code=cython.ulonglong, index=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t,
)
cdef void _put_body(
    const unsigned char *units, Py_ssize_t first, const unsigned char *bounds, Py_ssize_t at,
    const unsigned char *blank, unsigned long long factor, unsigned char *bodies, Py_ssize_t number,
) noexcept
