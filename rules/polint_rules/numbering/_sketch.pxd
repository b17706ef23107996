cimport cython
from polint cimport octet

cdef int _LENGTH, _STYLE, _NUMBER, _LONGEST, _CODES, _OTHERS
cdef int _ALIKE, _ALONE, _LACKS, _BRACKETED, _REACH, _UNSEEN

cdef class Rows:
    cdef public str text
    cdef public list starts, ends, styles, numbers
    cdef public dict several
    cdef public list names, kinds, ranks
    cdef dict _known

    cpdef add(self, Py_ssize_t start, Py_ssize_t end, object step)
    cdef int style(self, object step) except -1
    cpdef tuple all_numbers(self, Py_ssize_t index)
    @cython.locals(end=cython.Py_ssize_t, stop=cython.Py_ssize_t, piece=str)
    cdef str rest(self, Py_ssize_t index)

@cython.locals(
    index=cython.Py_ssize_t, start=cython.Py_ssize_t, row=cython.longlong, end=cython.Py_ssize_t, code=cython.int, number=cython.longlong,
    look=cython.longlong, last=cython.longlong, style=cython.int, looks=dict, marker=str,
)
cdef void _fill(Rows found, const unsigned char *said, Py_ssize_t count, str text) except *

@cython.locals(low=cython.longlong, high=cython.longlong)
cdef long long _row(const unsigned char *said, Py_ssize_t index) noexcept

@cython.locals(wide=cython.longlong, place=cython.Py_ssize_t, char=cython.int, opening=cython.longlong)
cdef long long _look(str text, Py_ssize_t start, Py_ssize_t end, long long code) except -2

@cython.locals(headed=dict, index=cython.Py_ssize_t, row=cython.longlong, code=cython.int)
cdef void _sift(const unsigned char *said, Py_ssize_t count, list lacking, list alike) except *

@cython.locals(
    found=list, styles=list, numbers=list, singles=list, lasts=dict, begun=dict, where=dict, before=cython.int,
    ones=cython.bint, index=cython.Py_ssize_t, style=cython.int, number=cython.longlong, last=cython.longlong,
    decimal=cython.bint, own=tuple, pair=cython.longlong, times=cython.longlong,
)
cdef list _uncounted(Rows rows)

cdef long long _pair(long long outer, long long inner) noexcept

@cython.locals(
    styles=list, numbers=list, style=cython.int, number=cython.longlong, gaps=cython.int, counted=cython.int,
    way=cython.int, last=cython.longlong, place=cython.Py_ssize_t, own=cython.longlong,
)
cdef bint _excerpt(Rows rows, Py_ssize_t index) except -1

@cython.locals(waiting=cython.int, number=cython.longlong, place=cython.Py_ssize_t, styles=list)
cdef bint _resumed(Rows rows, Py_ssize_t index, int inner, long long goes_on, int outer, long long behind) except -1

@cython.locals(styles=list, starts=list, style=cython.int, here=cython.Py_ssize_t)
cdef tuple _around(Rows rows, Py_ssize_t index)

@cython.locals(style=cython.int, below=cython.int)
cdef bint _ends(Rows rows, Py_ssize_t index) except -1

@cython.locals(styles=list, numbers=list, style=cython.int, members=list, place=cython.Py_ssize_t, first=cython.longlong)
cdef list _members(Rows rows, Py_ssize_t index)

@cython.locals(place=cython.Py_ssize_t, stop=cython.Py_ssize_t, text=str)
cdef bint _bare(Rows rows, Py_ssize_t index) except -1

@cython.locals(styles=list, place=cython.Py_ssize_t, way=cython.int, style=cython.int)
cdef bint _unlike(Rows rows, Py_ssize_t index) except -1

cpdef list unlike(Rows rows, object candidates, object alike)

@cython.locals(
    last=cython.Py_ssize_t, headings=list, found=list, index=cython.Py_ssize_t, rest=str,
    labels=cython.bint, styles=list, asked=set,
)
cdef list _may_lack(Rows rows, object candidates, object alike)

@cython.locals(place=cython.Py_ssize_t, beside=list)
cdef bint _beside(Rows rows, Py_ssize_t index, object begins) except -1

cdef bint _heading(str rest) except -1

@cython.locals(text=str, rest=str, end=cython.Py_ssize_t, kind=str, after=str)
cdef str _held(Rows rows, Py_ssize_t index)

@cython.locals(head=str)
cdef str _kind(str rest)


cdef Py_ssize_t _before_blanks(str text, Py_ssize_t place) except -1

cdef bint _begins_line(str text, Py_ssize_t place) except -1
