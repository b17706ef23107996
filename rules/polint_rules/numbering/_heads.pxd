cimport cython
from polint cimport octet

cdef int _SHORT, _SENTENCE, _LABEL, _AFTER, _OTHERS
cdef int _KIND, _FORM, _RARER, _PLACE, _LONGEST, _CODES
cdef int _LACKS, _ALONE, _ALIKE, _LENGTH, _STYLE, _NUMBER
cdef int _NONE, _UNUSUAL, _UNIT, _LIST, _BRACED
cdef int _PLAIN, _BLANK, _ORDINAL, _CHINESE, _ARABIC, _BRACKET, _LETTER, _ROMAN, _WORD, _ENCLOSED
cdef int _NUMERAL, _FIGURE, _SPACE, _COMMA, _DOT, _CLOSER, _BRACE, _LATIN, _CLOSES, _ABLE
cdef int _COUNTS, _SPOKEN, _CITES, _SAYS, _ORDERS, _SECOND
cdef int _CLOSING, _STOPPED, _BLANKED, _EMPTY, _LABELLING, _BARE
cdef int _TEN, _HUNDRED, _NOUGHT, _ODD, _PLACES
cdef int _RETURN, _ASCII, _WIDE
cdef bytes _SIGN_UNITS, _SIGN_RANKS
cdef unsigned int _LOWER
cdef unsigned int _ZERO, _GAP, _OF, _STOP, _COLON, _ROUND, _A, _Z, _QUESTION, _I, _V, _X

@cython.locals(
    index=cython.Py_ssize_t, place=cython.Py_ssize_t, stop=cython.Py_ssize_t, begin=cython.Py_ssize_t, count=cython.int,
    figures=cython.int, code=cython.uint, number=cython.int,
)
cdef void _count(
    const unsigned char *units, const unsigned char *walls, Py_ssize_t first, Py_ssize_t last, Py_ssize_t start,
    const unsigned char *digits, const unsigned char *citing, unsigned int unit, list found,
) except *

cdef Py_ssize_t _behind_gap(const unsigned char *units, Py_ssize_t place, Py_ssize_t stop) noexcept

@cython.locals(
    left=cython.Py_ssize_t, line=cython.Py_ssize_t, index=cython.Py_ssize_t, place=cython.Py_ssize_t,
    stop=cython.Py_ssize_t, first=cython.int, row=cython.longlong, ending=cython.int, behind=cython.Py_ssize_t,
    last=cython.Py_ssize_t,
)
cdef void _read(
    const unsigned char *units, const unsigned char *classes, Py_ssize_t size, bytes folded,
    const unsigned char *walls, Py_ssize_t count, const unsigned char *firsts, const unsigned char *kinds, const unsigned char *roles, const unsigned char *digits,
    const unsigned char *signs, const unsigned char *endings, _Judge judge,
) except *

cdef bint _is_bare(
    const unsigned char *units, const unsigned char *endings, Py_ssize_t place, Py_ssize_t stop
) noexcept

cdef int _kind(const unsigned char *units, const unsigned char *kinds, Py_ssize_t place, Py_ssize_t stop) noexcept

@cython.locals(
    ordinal=cython.bint, bracket=cython.bint, place=cython.Py_ssize_t, second=cython.int, leading=cython.int,
    figure=cython.int, numeral=cython.int, count=cython.int, number=cython.longlong, last=cython.Py_ssize_t,
    gap=cython.bint, shut=cython.int, more=cython.int, sign=cython.uint, beyond=cython.uint, after=cython.uint, form=cython.int,
    row=cython.longlong, code=cython.longlong, unit=cython.bint, cited=cython.bint, rarer=cython.longlong,
    behind=cython.Py_ssize_t, closing=cython.bint, decimal=cython.bint, letter=cython.bint,
)
cdef long long _common(
    const unsigned char *units, const unsigned char *classes, const unsigned char *kinds, const unsigned char *roles,
    const unsigned char *digits, const unsigned char *signs, Py_ssize_t begin, Py_ssize_t stop, int first,
) noexcept

@cython.locals(number=cython.int, behind=cython.Py_ssize_t)
cdef int _figures(const unsigned char *units, Py_ssize_t place, int count) noexcept

@cython.locals(
    number=cython.int, digit=cython.int, nought=cython.int, least=cython.int, behind=cython.Py_ssize_t, code=cython.int
)
cdef int _numeral(const unsigned char *units, const unsigned char *digits, Py_ssize_t place, int count) noexcept

@cython.locals(second=cython.int, third=cython.int, place=cython.Py_ssize_t)
cdef int _lettered(
    const unsigned char *units, const unsigned char *kinds, const unsigned char *roles, Py_ssize_t start, Py_ssize_t stop,
    int first,
) noexcept

@cython.locals(code=cython.uint)
cdef bint _is_roman(const unsigned char *units, Py_ssize_t place, Py_ssize_t stop) noexcept

@cython.locals(kind=cython.int, rank=cython.int)
cdef int _rank(int code) except? -1

cdef bint _goes_on(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t stop, unsigned int sign, Py_ssize_t reach
) noexcept

@cython.locals(place=cython.Py_ssize_t)
cdef bint _holds(const unsigned char *units, Py_ssize_t start, Py_ssize_t end, unsigned int sign) noexcept

cdef class _Judge:
    cdef list starts
    cdef Py_ssize_t size
    cdef bint every
    cdef public set suspects
    cdef public dict kept
    cdef public dict highest
    cdef Py_ssize_t text, start, end
    cdef bint suspect
    cdef bytearray rows
    cdef Py_ssize_t count
    cdef list styles
    cdef set nested
    cdef bytearray lasts, alike, alone
    cdef long long unit, top
    cdef bint waiting
    cdef Py_ssize_t place, behind, stop, line
    cdef long long row
    cdef int ending
    cdef bint paired
    cdef Py_ssize_t behind_above, stop_above

    @cython.locals(
        number=cython.longlong, code=cython.int, behind=cython.Py_ssize_t, last=cython.longlong, same=cython.bint,
        above=cython.int, follows=cython.bint, lasts=cython.p_uchar,
    )
    cdef void hear(
        self, const unsigned char *units, Py_ssize_t place, Py_ssize_t stop, long long row, Py_ssize_t line, int ending
    ) except *

    cdef void _turn(self) except *

    @cython.locals(sentence=cython.bint, code=cython.int, alone=cython.uint)
    cdef void close(self, const unsigned char *units) except *

    cdef void _widen(self) except *

    @cython.locals(key=cython.longlong)
    cdef void _note(self) except *

    cdef void _nest(self, long long outer, long long inner) except *

    @cython.locals(
        flags=cython.longlong, row=cython.longlong, rest=cython.Py_ssize_t, code=cython.int, rows=cython.p_uchar,
        place=cython.Py_ssize_t,
    )
    cdef void _weigh(
        self, const unsigned char *units, bint follows, bint below, Py_ssize_t behind, Py_ssize_t stop
    ) except *

    cdef bint _only(
        self, const unsigned char *units, unsigned int sign, Py_ssize_t reach, bint below, Py_ssize_t behind, Py_ssize_t stop
    ) noexcept
