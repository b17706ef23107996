"""Among: which code points of many are of one of several classes, asked of numpy."""

from __future__ import annotations

from typing import Any


def among(classes: Any, kinds: bytes) -> Any:
    """Whether each of these classes (an array of bytes) is one of `kinds`. Frequent classes are compared one by one,
    which is quicker than to look a table up for each; rare ones, beyond ASCII, are looked for where there are any."""
    import numpy

    found = numpy.zeros(len(classes), numpy.bool_)
    for kind in kinds:
        if kind < 0x80:
            found |= classes == kind
    rare = [kind for kind in kinds if kind >= 0x80]
    if rare:
        places = numpy.flatnonzero(classes >= 0x80)
        if len(places):
            table = numpy.zeros(256, numpy.bool_)
            table[rare] = True
            found[places] = table[classes[places]]
    return found
