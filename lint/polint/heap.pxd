cdef extern from *:
    """
    #if defined(__linux__)
    #include <stdint.h>
    #include <sys/mman.h>
    #endif

    #if defined(__linux__) && defined(MADV_HUGEPAGE) && !defined(PYPY_VERSION)
    #define POLINT_LARGEST (((size_t)1 << 25) - ((size_t)1 << 16))
    #define POLINT_PAGE ((size_t)1 << 21)

    /* The whole pages of [room, room + size) will be large ones. Where there are none, the system says so, and all is as
       it was. */
    static char *polint_in_large_pages(void *room, size_t size) {
        uintptr_t start = ((uintptr_t)room + POLINT_PAGE - 1) & ~(uintptr_t)(POLINT_PAGE - 1);
        uintptr_t end = ((uintptr_t)room + size) & ~(uintptr_t)(POLINT_PAGE - 1);
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
        return (char *)start;
    }

    /* Room for the small objects of Python, which asks for it a megabyte at a time, and may give it back piece by piece. */
    static struct { PyObjectArenaAllocator own; char *next, *end; } polint_arenas;

    static void *polint_arena(void *context, size_t size) {
        if (size > (size_t)(polint_arenas.end - polint_arenas.next)) return polint_arenas.own.alloc(context, size);
        polint_arenas.next += size;
        return polint_arenas.next - size;
    }

    static void polint_settle_heap(void) {
        static int settled = 0;
        if (settled) return;
        settled = 1;
        /* The first block is mapped by itself. From then on a smaller one is not: it is what the heap grows by. */
        PyMem_RawFree(PyMem_RawMalloc(POLINT_LARGEST));
        size_t size = POLINT_LARGEST - ((size_t)1 << 16);
        void *room = PyMem_RawMalloc(size);
        if (room == NULL) return;
        (void)polint_in_large_pages(room, size);
        PyMem_RawFree(room);
        room = mmap(NULL, POLINT_LARGEST, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (room == MAP_FAILED) return;
        polint_arenas.next = polint_in_large_pages(room, POLINT_LARGEST);
        polint_arenas.end = (char *)room + POLINT_LARGEST;
        PyObject_GetArenaAllocator(&polint_arenas.own);
        PyObjectArenaAllocator ours = {polint_arenas.own.ctx, polint_arena, polint_arenas.own.free};
        PyObject_SetArenaAllocator(&ours);
    }
    #else
    static void polint_settle_heap(void) {}
    #endif
    """
    void polint_settle_heap() noexcept

cdef inline void settle() noexcept:
    polint_settle_heap()
