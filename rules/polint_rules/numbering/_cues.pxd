cimport cython
from polint cimport octet

cdef unsigned int _NUMERAL, _REFUSED, _TIME, _PERSON, _PART, _PARTED, _COUNTED, _RUNS, _SINGLE, _LISTED, _ENDS, _SHUTS, \
    _OPENS, _THESE, _ABOVE, _POINTS, _UNIT, _WHOLE, _MARKER, _DIVIDES, _LIMIT, _SAID, _GREAT, _QUOTES
cdef unsigned int _FEED, _COLON, _STOP, _LEADING, _HEAD, _FIRST, _ALONE, _QUOTED, _DIGIT, _LETTER, _CLOSING, _NOUGHT, \
    _BULLET, _SENTENCE, _SPEAKS, _SAYS, _MARKED, _LABELLED, _ITEM, _CONCLUDED
cdef int _LEFT

@cython.locals(
    counts=cython.Py_ssize_t, hit=cython.Py_ssize_t, index=cython.uint, kind=cython.int, place=cython.Py_ssize_t,
    begin=cython.Py_ssize_t, end=cython.Py_ssize_t, beside=list, around=list, things=dict,
)
cdef void _read(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *packed, const unsigned char *ends,
    Py_ssize_t first, Py_ssize_t last, const unsigned char *kinds, const unsigned char *sizes,
    const unsigned char *before, const unsigned char *behind, Py_ssize_t most, Py_ssize_t early, Py_ssize_t number,
    object found,
) except *

@cython.locals(
    begin=cython.Py_ssize_t, measure=cython.uint, kind=cython.uint, code=cython.uint, after=cython.uint,
    second=cython.uint,
)
cdef Py_ssize_t _begin(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *before, Py_ssize_t place,
) noexcept

@cython.locals(
    last=cython.uint, second=cython.uint, depth=cython.int, near=cython.bint, following=cython.uint, at=cython.Py_ssize_t,
    stop=cython.Py_ssize_t, code=cython.uint, kind=cython.uint,
)
cdef bint _is_after_list(
    const unsigned char *units, Py_ssize_t low, const unsigned char *before, Py_ssize_t begin, Py_ssize_t place,
) noexcept

@cython.locals(
    stop=cython.Py_ssize_t, lead=cython.Py_ssize_t, near=cython.Py_ssize_t, at=cython.Py_ssize_t, code=cython.uint,
    kind=cython.uint, stage=cython.uint, back=cython.Py_ssize_t, noun=cython.uint, again=cython.int,
    value=cython.int,
)
cdef bint _is_before_list(
    const unsigned char *units, Py_ssize_t high, const unsigned char *behind, Py_ssize_t begin, Py_ssize_t place,
) noexcept

@cython.locals(stop=cython.Py_ssize_t, colon=cython.Py_ssize_t, at=cython.Py_ssize_t, code=cython.uint)
cdef bint _is_named(const unsigned char *units, Py_ssize_t high, Py_ssize_t place) noexcept

@cython.locals(last=cython.Py_ssize_t, at=cython.Py_ssize_t)
cdef bint _is_noun(const unsigned char *units, Py_ssize_t place, Py_ssize_t two, Py_ssize_t stop) noexcept

@cython.locals(stop=cython.Py_ssize_t, last=cython.uint, place=cython.Py_ssize_t, code=cython.uint)
cdef bint _is_told(const unsigned char *units, Py_ssize_t high, Py_ssize_t at, int value) noexcept

@cython.locals(
    stop=cython.Py_ssize_t, turn=cython.Py_ssize_t, at=cython.Py_ssize_t, code=cython.uint, kind=cython.uint,
    after=cython.uint, line=cython.Py_ssize_t, colon=cython.Py_ssize_t, sign=cython.uint, value=cython.int, none=cython.Py_ssize_t,
    bullets=cython.int,
)
cdef bint _is_announcing(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *before,
    const unsigned char *behind, Py_ssize_t begin, Py_ssize_t place,
) noexcept

@cython.locals(first=cython.Py_ssize_t, before=cython.uint)
cdef bint _is_article(const unsigned char *units, Py_ssize_t high, Py_ssize_t at) noexcept

@cython.locals(
    feeds=cython.int, start=cython.Py_ssize_t, size=cython.Py_ssize_t, count=cython.int, most=cython.int,
)
cdef int _bullets(
    const unsigned char *units, Py_ssize_t high, const unsigned char *behind, Py_ssize_t at, int value,
) noexcept

@cython.locals(shift=cython.Py_ssize_t)
cdef bint _is_same(
    const unsigned char *units, Py_ssize_t high, Py_ssize_t one, Py_ssize_t other, Py_ssize_t size,
) noexcept

@cython.locals(
    first=cython.uint, line=cython.Py_ssize_t, sign=cython.uint, size=cython.Py_ssize_t, wanted=cython.int,
    stop=cython.Py_ssize_t, place=cython.Py_ssize_t, number=cython.uint,
)
cdef bint _is_whole(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, Py_ssize_t at, int value,
) noexcept

cdef int _small(unsigned int code) noexcept

@cython.locals(
    end=cython.Py_ssize_t, rest=cython.Py_ssize_t, commas=cython.int, sentences=cython.int, below=cython.bint,
    at=cython.Py_ssize_t, code=cython.uint,
)
cdef bint _may_announce(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *behind, Py_ssize_t place,
    Py_ssize_t first,
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cdef bint _is_early(
    const unsigned char *units, Py_ssize_t high, const unsigned char *before, const unsigned char *behind,
    Py_ssize_t begin, Py_ssize_t place, Py_ssize_t early,
) noexcept

@cython.locals(last=cython.uint, second=cython.uint, third=cython.uint)
cdef bint _is_concluding(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *before,
    const unsigned char *behind, Py_ssize_t begin, Py_ssize_t place,
) noexcept

@cython.locals(code=cython.uint, one=cython.uint, two=cython.uint)
cdef bint _is_concluded(
    const unsigned char *units, Py_ssize_t high, const unsigned char *behind, Py_ssize_t place,
) noexcept

@cython.locals(
    one=cython.longlong, two=cython.longlong, three=cython.longlong, thing=cython.longlong,
    numeral=cython.Py_ssize_t, group=list,
)
cdef void _pair(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *before, Py_ssize_t begin,
    Py_ssize_t place, Py_ssize_t end, dict things,
) except *

@cython.locals(start=cython.Py_ssize_t)
cdef bint _is_telling(
    const unsigned char *units, Py_ssize_t low, Py_ssize_t high, const unsigned char *before, Py_ssize_t begin,
    Py_ssize_t place,
) noexcept
