cdef extern from *:
    """
    #if defined(__linux__)
    #include <stdint.h>
    #include <sys/mman.h>
    #endif

    #define POLINT_LARGEST (((size_t)1 << 25) - ((size_t)1 << 16))

    static void polint_settle_heap(void) {
    #if defined(__linux__) && defined(MADV_HUGEPAGE)
        static int settled = 0;
        if (settled) return;
        settled = 1;
        /* The first block is mapped by itself. From then on a smaller one is not: it is what the heap grows by. */
        PyMem_RawFree(PyMem_RawMalloc(POLINT_LARGEST));
        size_t size = POLINT_LARGEST - ((size_t)1 << 16), page = (size_t)1 << 21;
        void *room = PyMem_RawMalloc(size);
        if (room == NULL) return;
        uintptr_t start = ((uintptr_t)room + page - 1) & ~(uintptr_t)(page - 1);
        uintptr_t end = ((uintptr_t)room + size) & ~(uintptr_t)(page - 1);
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);  /* where it has none, it says so: all is as it was */
        PyMem_RawFree(room);
    #endif
    }
    """
    void polint_settle_heap() noexcept nogil

cdef inline void settle() noexcept nogil:
    polint_settle_heap()
