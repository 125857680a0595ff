"""Several processes behind a proxy: who is started, who answers, and what the proxy is told.

member       a process of the application: how long until it is started again, and whether it answers
proxy        nginx, which gives each reader one process and serves files from the disk
supervisor   starts processes and proxy, looks after them, ends them
"""
