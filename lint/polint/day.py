"""Day: `datetime.date` by itself. Its module defines all its classes in Python before it takes those that are compiled,
and only then is as fast as they are: to read it takes as long as to check ten documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
else:
    try:
        from _datetime import date
    except ImportError:
        from datetime import date

Day = date
