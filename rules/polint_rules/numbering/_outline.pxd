cimport cython
from polint_rules.numbering._marker cimport distance

cdef class Open

cdef class Item:
    cdef public Py_ssize_t index, start, end, numeral_start, numeral_end, level, parent, sequence, head_end, body_end
    cdef public object style
    cdef public tuple numbers
    cdef public bint inline, odd

    cpdef void move(self, Py_ssize_t shift) noexcept
    cpdef void put(
        self, Py_ssize_t start, Py_ssize_t end, Py_ssize_t numeral_start, Py_ssize_t numeral_end, bint inline
    ) noexcept

cdef class Candidate(Item):
    cdef public Py_ssize_t indent, depth, line_end, passage
    cdef public str name, kind
    cdef public bint apart, measured, first
    cdef public Candidate after

    cdef object fill(
        self, Py_ssize_t start, Py_ssize_t end, object style, tuple numbers, Py_ssize_t numeral_start,
        Py_ssize_t numeral_end, bint inline, Py_ssize_t indent, Py_ssize_t depth, Py_ssize_t line_end,
    )
    cpdef object dress(self, object style, tuple numbers)

cdef class Open:
    cdef public object style
    cdef public str name, kind
    cdef public double rank
    cdef public Py_ssize_t indent, parent, index
    cdef public list items
    cdef public set parents
    cdef public Open before

    cpdef object dress(self, object style)
    cpdef Candidate last(self)

cdef bint _alike(object one, object other) except -1

@cython.locals(text=str, found=list, size=cython.Py_ssize_t, end=cython.Py_ssize_t, one=Candidate)
cdef tuple _candidates(object document, bint inside, bint regions, bint whole)

@cython.locals(
    size=cython.Py_ssize_t, most=cython.Py_ssize_t, line_end=cython.Py_ssize_t, indent=cython.Py_ssize_t,
    depth=cython.Py_ssize_t, blank=str, sign=str, marker=str, one=Candidate, position=cython.Py_ssize_t,
    place=cython.Py_ssize_t,
)
cdef Py_ssize_t _at_line_starts(str text, list found) except -1

@cython.locals(
    size=cython.Py_ssize_t, heads=set, seen=set, line_end=cython.Py_ssize_t, most=cython.Py_ssize_t,
    start=cython.Py_ssize_t, one=Candidate,
)
cdef tuple _inside_lines(str text, list found, bint whole)

@cython.locals(
    known=dict, one=Candidate, end=cython.Py_ssize_t, lines=list, after=cython.Py_ssize_t, line=cython.Py_ssize_t
)
cdef void _wrap(str text, list found, set heads) except *

@cython.locals(
    style=object, numbers=tuple, kind=str, sign=str, end=cython.Py_ssize_t, following=str, measured=cython.bint,
    head=cython.Py_ssize_t, found=Candidate,
)
cdef Candidate _candidate(
    str text, str marker, Py_ssize_t start, bint inline, Py_ssize_t indent, Py_ssize_t depth, Py_ssize_t line_end
)

cdef class _Builder:
    cdef public object candidates
    cdef public list stack, lists, kept
    cdef public dict memory
    cdef public set inside

    @cython.locals(one=Candidate, following=dict)
    cdef void run(self) except *

    @cython.locals(
        top=Open, last=Candidate, place=cython.Py_ssize_t, step=cython.longlong, remembered=Open, odd=cython.Py_ssize_t,
        other=Open,
    )
    cdef void _place(self, Candidate one) except *

    @cython.locals(place=cython.Py_ssize_t, open_list=Open)
    cdef void _place_unnumbered(self, Candidate one) except *

    @cython.locals(
        innermost=cython.Py_ssize_t, following=cython.Py_ssize_t, place=cython.Py_ssize_t, open_list=Open, last=Candidate
    )
    cdef Py_ssize_t _open_of_style(self, Candidate one) except -2

    @cython.locals(outer=Candidate, later=Candidate, inner=Candidate, resumed=Candidate)
    cdef bint _nested(self, Candidate one, Py_ssize_t place) except -1

    @cython.locals(step=cython.longlong)
    cdef bint _goes_on(self, Candidate one, Open closed) except -1

    cdef bint _fits(self, Candidate one, Candidate last, long long step) except -1

    @cython.locals(after=Candidate)
    cdef bint _begins(self, Candidate one) except -1

    @cython.locals(
        phrase=cython.bint, place=cython.Py_ssize_t, open_list=Open, last=Candidate, goes_on=cython.bint, alone=cython.bint
    )
    cdef Py_ssize_t _odd_home(self, Candidate one) except -2

    cdef void _join(self, Candidate one, Py_ssize_t place) except *
    cdef void _restart(self, Candidate one, Py_ssize_t place) except *

    @cython.locals(parent=Candidate, index=cython.Py_ssize_t, top=Open)
    cdef void _push(self, Candidate one, Open continued) except *

    @cython.locals(open_list=Open, above=Open)
    cdef void _add(self, Candidate one, Py_ssize_t place) except *

    @cython.locals(closed=Open)
    cdef void _pop(self) except *

    @cython.locals(top=Open)
    cdef void _close_lower(self, double rank, bint also_equal=*) except *

    @cython.locals(top=Open, last=Candidate, later=Candidate, second=Candidate)
    cdef void _close_finished(self, Candidate one) except *

    @cython.locals(top=Open, own=cython.Py_ssize_t)
    cdef void _close_to_heading(self, Py_ssize_t depth, object style) except *

cdef bint _accident(Open found) except -1

@cython.locals(count=cython.Py_ssize_t, place=cython.Py_ssize_t, one=Candidate)
cdef bint _alone(str text, Open open_list) except -1

@cython.locals(
    builder=_Builder, kept=list, size=cython.Py_ssize_t, waiting=list, index=cython.Py_ssize_t, one=Candidate,
    sequences=list, open_list=Open, first=Candidate, last=Candidate, parent=Candidate, start=cython.Py_ssize_t,
    end=cython.Py_ssize_t, line=cython.Py_ssize_t,
)
cdef object _assemble(str text, list candidates)

@cython.locals(
    place=cython.Py_ssize_t, sign=cython.uint, first=cython.uint, char=cython.Py_UCS4, code=cython.uint, kinds=cython.uchar,
)
cdef void _find_openings(
    str text, Py_ssize_t size, const unsigned char *signs, const unsigned char *firsts, const unsigned char *seconds,
    list found,
) except *
