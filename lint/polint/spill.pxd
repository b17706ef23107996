# Of every document something is put on a shelf.
cdef class Shelf:
    cdef Py_ssize_t _limit, _size, _count
    cdef list _held
    cdef object _data, _index

    cpdef add(self, bytes item)
    cdef _write(self, bytes item)
