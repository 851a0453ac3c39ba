"""All bytes of a file into its open handle."""

from __future__ import annotations

import os


def poured(handle: int, data: bytes | bytearray) -> os.stat_result:
    """Write all of it, close the handle, and tell what the file is now; OSError as the disk gives it."""
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        return os.fstat(handle)
    finally:
        os.close(handle)
