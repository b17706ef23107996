# The content of bytes objects is aligned for numbers of four bytes. Little-endian processors only, as are all for which
# Python publishes installers.

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_FromKindAndData

cdef inline unsigned int unit(const unsigned char *units, Py_ssize_t place) noexcept nogil:
    return (<const unsigned short *> units)[place]

cdef inline unsigned long long four(const unsigned char *units, Py_ssize_t place) noexcept nogil:
    return (<const unsigned long long *> (units + 2 * place))[0]

cdef inline unsigned long long eight(const unsigned char *content, Py_ssize_t place) noexcept nogil:
    return (<const unsigned long long *> (content + place))[0]

cdef inline unsigned int word(const unsigned char *table, Py_ssize_t place) noexcept nogil:
    return (<const unsigned int *> table)[place]

cdef inline int number(const unsigned char *table, Py_ssize_t place) noexcept nogil:
    return (<const int *> table)[place]

cdef inline void put_unit(unsigned char *units, Py_ssize_t place, unsigned int code) noexcept nogil:
    (<unsigned short *> units)[place] = code

cdef inline void put_word(unsigned char *table, Py_ssize_t place, unsigned int number) noexcept nogil:
    (<unsigned int *> table)[place] = number

cdef inline unsigned long long low(unsigned long long number) noexcept nogil:
    return number

cdef inline object blank(Py_ssize_t size):
    return PyBytes_FromStringAndSize(NULL, size)

cdef inline bytes sealed(bytes room):
    return room

cdef inline object text(bytes units):
    return PyUnicode_FromKindAndData(2, <const unsigned char *> units, len(units) // 2)
