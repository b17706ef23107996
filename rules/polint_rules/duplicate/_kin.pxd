cimport cython
from polint cimport octet

@cython.locals(index=cython.Py_ssize_t, cell=cython.uint, shift=cython.int, one=cython.uint)
cdef void _note(
    const unsigned char *values, Py_ssize_t total, unsigned char *bits, unsigned int mask
) noexcept

@cython.locals(first=cython.Py_ssize_t, number=cython.Py_ssize_t)
cdef void _put_sums(list sizes, Py_ssize_t count, unsigned char *starts) except *

@cython.locals(end=cython.Py_ssize_t, number=cython.Py_ssize_t, first=cython.Py_ssize_t)
cdef Py_ssize_t _pick_all(
    const unsigned char *values, const unsigned char *starts, Py_ssize_t count, const unsigned char *bits,
    unsigned int mask, unsigned char *again, unsigned char *ends,
) noexcept

@cython.locals(index=cython.Py_ssize_t, value=cython.uint, cell=cython.uint)
cdef Py_ssize_t _pick(
    const unsigned char *values, Py_ssize_t first, Py_ssize_t size, const unsigned char *bits, unsigned int mask,
    unsigned char *again, Py_ssize_t end,
) noexcept

@cython.locals(number=cython.Py_ssize_t, first=cython.Py_ssize_t, size=cython.Py_ssize_t, kinds=cython.uint)
cdef Py_ssize_t _enter_all(
    const unsigned char *again, const unsigned char *ends, Py_ssize_t count, unsigned char *table, Py_ssize_t mask,
    const unsigned char *wanted, unsigned int one, unsigned char *places, unsigned char *known,
) noexcept

@cython.locals(
    index=cython.Py_ssize_t, value=cython.uint, slot=cython.Py_ssize_t, kind=cython.Py_ssize_t
)
cdef unsigned int _enter(
    const unsigned char *values, Py_ssize_t first, Py_ssize_t size, unsigned char *table, Py_ssize_t mask,
    unsigned int wanted, unsigned char *places, unsigned char *known, unsigned int kinds,
) noexcept

@cython.locals(end=cython.Py_ssize_t, number=cython.Py_ssize_t, index=cython.Py_ssize_t, kind=cython.Py_ssize_t)
cdef void _keep_all(
    unsigned char *places, const unsigned char *known, const unsigned char *ends, Py_ssize_t count, unsigned int ones,
    unsigned char *firsts,
) noexcept

@cython.locals(
    room=cython.Py_ssize_t, number=cython.Py_ssize_t, begin=cython.Py_ssize_t, end=cython.Py_ssize_t,
    index=cython.Py_ssize_t, size=cython.Py_ssize_t,
)
cdef Py_ssize_t _ask_all(
    const unsigned char *places, unsigned char *known, const unsigned char *firsts, const unsigned char *starts,
    Py_ssize_t count, unsigned int ones, unsigned int top, unsigned char *counts, unsigned char *asks,
) noexcept

@cython.locals(
    half=cython.Py_ssize_t, least=cython.uint, limit=cython.uint, index=cython.Py_ssize_t, middle=cython.uint,
    fewer=cython.Py_ssize_t, spare=cython.Py_ssize_t, often=cython.uint, asked=cython.bint,
)
cdef void _ask(
    const unsigned char *counts, Py_ssize_t common, Py_ssize_t size, unsigned int ones, unsigned char *asks,
    Py_ssize_t begin,
) noexcept

@cython.locals(index=cython.Py_ssize_t, kind=cython.Py_ssize_t, often=cython.uint)
cdef Py_ssize_t _mark(
    const unsigned char *places, unsigned char *known, Py_ssize_t begin, Py_ssize_t end, const unsigned char *asks,
    unsigned int ones, unsigned int top, Py_ssize_t room,
) noexcept

@cython.locals(number=cython.Py_ssize_t, index=cython.Py_ssize_t, kind=cython.Py_ssize_t, at=cython.Py_ssize_t)
cdef void _fill(
    const unsigned char *places, unsigned char *known, const unsigned char *firsts, Py_ssize_t count,
    const unsigned char *asks, unsigned int top, unsigned char *runs,
) noexcept

@cython.locals(number=cython.Py_ssize_t, met=cython.Py_ssize_t)
cdef void _meet_all(
    const unsigned char *places, const unsigned char *known, const unsigned char *firsts, const unsigned char *starts,
    Py_ssize_t count, const unsigned char *asks, const unsigned char *wanted, unsigned int ones, unsigned int top,
    Py_ssize_t crowd, const unsigned char *runs, unsigned char *hits, unsigned char *others, unsigned char *seen,
    Py_ssize_t few, double shared, double likely, list found,
) except *

@cython.locals(
    met=cython.Py_ssize_t, index=cython.Py_ssize_t, kind=cython.Py_ssize_t, often=cython.uint, end=cython.Py_ssize_t,
    begin=cython.Py_ssize_t, own=cython.uint, place=cython.Py_ssize_t, low=cython.Py_ssize_t, high=cython.Py_ssize_t,
    middle=cython.Py_ssize_t,
)
cdef Py_ssize_t _meet(
    const unsigned char *places, const unsigned char *known, const unsigned char *firsts, Py_ssize_t number,
    const unsigned char *asks, const unsigned char *wanted, unsigned int ones, unsigned int top, Py_ssize_t crowd,
    const unsigned char *runs, unsigned char *hits, unsigned char *others,
) noexcept

@cython.locals(other=cython.Py_ssize_t, asked=cython.uint, before=cython.uint)
cdef Py_ssize_t _hit(
    unsigned int one, Py_ssize_t number, unsigned int own, const unsigned char *wanted, unsigned char *hits,
    unsigned char *others, Py_ssize_t met,
) noexcept

@cython.locals(
    size=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t, entered=cython.bint, index=cython.Py_ssize_t,
    other=cython.Py_ssize_t, begin=cython.Py_ssize_t, stop=cython.Py_ssize_t, fewest=cython.Py_ssize_t,
    often=cython.Py_ssize_t, place=cython.Py_ssize_t, both=cython.Py_ssize_t, missing=cython.double,
)
cdef void _choose(
    const unsigned char *places, const unsigned char *firsts, Py_ssize_t number, const unsigned char *starts,
    unsigned char *hits, const unsigned char *others, Py_ssize_t met, unsigned char *seen, Py_ssize_t few, double shared, double likely,
    list found,
) except *

@cython.locals(index=cython.Py_ssize_t, value=cython.uint)
cdef Py_ssize_t _put_below(
    const unsigned char *hashes, Py_ssize_t first, Py_ssize_t end, int bits, unsigned char *found, Py_ssize_t at
) noexcept

@cython.locals(has_zero=cython.bint, index=cython.Py_ssize_t, value=cython.uint, slot=cython.Py_ssize_t, held=cython.uint)
cdef void _look(
    const unsigned char *hashes, Py_ssize_t size, const unsigned char *those, Py_ssize_t many, unsigned char *table,
    Py_ssize_t mask, unsigned char *found,
) noexcept
