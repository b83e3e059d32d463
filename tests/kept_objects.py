"""Finds what a function leaves in memory."""

import gc


def kept_objects(function, types):
    """
    Calls ``function`` with garbage collection off; returns the objects of ``types`` that stay.

    It asks for the type itself: ``isinstance`` would also wake lazy objects that other tests left.
    """
    gc.collect()
    gc.disable()
    try:
        function()
        return [one for one in gc.get_objects() if issubclass(type(one), types)]
    finally:
        gc.enable()
