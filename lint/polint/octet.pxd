cdef inline unsigned int unit(const unsigned char *units, Py_ssize_t place) noexcept nogil:
    return units[2 * place] | units[2 * place + 1] << 8

cdef inline unsigned int word(const unsigned char *table, Py_ssize_t place) noexcept nogil:
    return (table[4 * place] | table[4 * place + 1] << 8 | table[4 * place + 2] << 16
            | <unsigned int> table[4 * place + 3] << 24)
