"""Long work beside the page: in a process of its own, with progress, cancelled at any time.

durations    how long pieces of work took here the last time, so that whoever waits knows how long
job_process  long work in a process of its own
job_worker   the other end of a `ProcessJob`
jobs         long work beside the page
"""
