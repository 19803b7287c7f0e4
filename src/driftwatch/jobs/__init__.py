"""Work that is done later: the queue, the schedule, the worker."""
