cimport cython
from polint cimport octet

@cython.locals(count=cython.Py_ssize_t, start=cython.Py_ssize_t, stop=cython.Py_ssize_t)
cdef Py_ssize_t _part(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, const unsigned char *breaks,
    const unsigned char *white, unsigned char *pieces,
) noexcept

@cython.locals(
    run=cython.Py_ssize_t, index=cython.Py_ssize_t,
)
cdef void _put_loops(
    const unsigned char *units, const unsigned char *pieces, Py_ssize_t count, Py_ssize_t period, Py_ssize_t least,
    list found,
) except *

@cython.locals(
    count=cython.Py_ssize_t, start=cython.Py_ssize_t, above=cython.uint, code=cython.uint, size=cython.Py_ssize_t,
    middle=cython.uint,
)
cdef Py_ssize_t _cut(
    const unsigned char *units, Py_ssize_t place, Py_ssize_t end, unsigned char *clauses, unsigned char *keys
) noexcept

@cython.locals(
    mask=cython.Py_ssize_t, slot=cython.Py_ssize_t, copies=cython.Py_ssize_t, index=cython.Py_ssize_t,
    key=cython.ulonglong, held=cython.ulonglong,
)
cdef Py_ssize_t _count_copies(
    const unsigned char *keys, Py_ssize_t count, unsigned char *slots, unsigned long long factor
) noexcept

@cython.locals(period=cython.Py_ssize_t)
cdef bint _follow(
    const unsigned char *units, const unsigned char *clauses, const unsigned char *keys, Py_ssize_t count,
    const unsigned char *runs, Py_ssize_t periods, Py_ssize_t most,
) noexcept

@cython.locals(period=cython.Py_ssize_t)
cdef void _put_all_runs(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t end, const unsigned char *least, Py_ssize_t longest,
    Py_ssize_t most, list places,
) except *

@cython.locals(run=cython.Py_ssize_t, index=cython.Py_ssize_t, differs=cython.bint, one=cython.Py_ssize_t)
cdef bint _follows(
    const unsigned char *units, const unsigned char *clauses, const unsigned char *keys, Py_ssize_t count,
    Py_ssize_t period, Py_ssize_t least, Py_ssize_t most,
) noexcept

cdef bint _are_equal(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t end, Py_ssize_t begin, Py_ssize_t stop
) noexcept

@cython.locals(
    step=cython.Py_ssize_t, place=cython.Py_ssize_t, last=cython.Py_ssize_t, begin=cython.Py_ssize_t,
    stop=cython.Py_ssize_t,
)
cdef void _put_runs(
    const unsigned char *units, Py_ssize_t start, Py_ssize_t end, Py_ssize_t period, Py_ssize_t least,
    Py_ssize_t most, list places,
) except *

@cython.locals(index=cython.Py_ssize_t, code=cython.uint, first=cython.uint)
cdef bint _is_plain(const unsigned char *units, Py_ssize_t place, Py_ssize_t period) noexcept
