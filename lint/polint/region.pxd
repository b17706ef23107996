cimport cython
from polint cimport octet

@cython.locals(
    number=cython.Py_ssize_t, start=cython.Py_ssize_t, before=cython.Py_ssize_t, index=cython.Py_ssize_t, wall=cython.Py_ssize_t,
    place=cython.Py_ssize_t, opening=cython.Py_ssize_t, stop=cython.Py_ssize_t, behind=cython.Py_ssize_t,
    sign=cython.uchar, opened=cython.Py_ssize_t, open_sign=cython.uchar, open_count=cython.Py_ssize_t,
    held=cython.bint,
)
cdef object _read_lines(
    const unsigned char *classes, Py_ssize_t size, const unsigned char *signing, const unsigned char *walls,
    Py_ssize_t count, list signs, dict fenced, dict indented,
)

cdef bint _is_indented(const unsigned char *classes, Py_ssize_t place, Py_ssize_t end) noexcept

cdef Py_ssize_t _skip_blanks(const unsigned char *classes, Py_ssize_t place, Py_ssize_t end) noexcept

@cython.locals(
    place=cython.Py_ssize_t, start=cython.Py_ssize_t, size=cython.Py_ssize_t, stop=cython.Py_ssize_t,
    end=cython.Py_ssize_t,
)
cdef object _find_code(
    const unsigned char *classes, Py_ssize_t left, Py_ssize_t right, Py_ssize_t most, list found
)

@cython.locals(kind=cython.uchar, last=cython.Py_ssize_t)
cdef bint _is_sign(const unsigned char *classes, Py_ssize_t size, Py_ssize_t place) noexcept

@cython.locals(place=cython.Py_ssize_t)
cdef bint _holds(const unsigned char *classes, Py_ssize_t start, Py_ssize_t end, unsigned char kind) noexcept

@cython.locals(
    place=cython.Py_ssize_t, stop=cython.Py_ssize_t, eight=cython.ulonglong, signs=cython.ulonglong,
    tops=cython.ulonglong, first=cython.Py_UCS4, second=cython.Py_UCS4, bare=cython.int,
)
cdef void _find_openings(
    str text, const unsigned char *classes, Py_ssize_t size, unsigned long long ones, list places, list names
) except *

@cython.locals(place=cython.Py_ssize_t, found=cython.uint)
cdef unsigned int _marks_in(
    const unsigned char *classes, Py_ssize_t left, Py_ssize_t right, const unsigned char *kinds
) noexcept

@cython.locals(stop=cython.Py_ssize_t)
cdef Py_ssize_t _bare_tag_end(const unsigned char *classes, Py_ssize_t place, Py_ssize_t right) noexcept

@cython.locals(place=cython.Py_ssize_t, last=cython.Py_ssize_t, end=cython.Py_ssize_t)
cdef Py_ssize_t _find_tags(
    const unsigned char *classes, Py_ssize_t left, Py_ssize_t right, object match, str text, list found
) except -1

@cython.locals(place=cython.Py_ssize_t, before=cython.uchar, behind=cython.uchar)
cdef void _find_formulas(
    const unsigned char *classes, Py_ssize_t left, Py_ssize_t right, object match, str text, list found
) except *
