"""The review queue as it is read: what waits, in which order, how far one is. Leases are `claims.services.lease`."""

from claims.queue.line import count_waiting, in_line, is_waiting
from claims.queue.progress import Progress, progress_of

__all__ = ["Progress", "count_waiting", "in_line", "is_waiting", "progress_of"]
