"""How long the files of one import are read."""

from time import thread_time

MOST_CPU_S = 50  # of the thread: an Apple export of 3 GB takes about that


class CpuTime:
    def __init__(self, seconds: float = MOST_CPU_S):
        self.until = thread_time() + seconds

    @property
    def is_over(self) -> bool:
        return thread_time() > self.until
