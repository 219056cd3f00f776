"""Read by gunicorn from its working directory."""

# SQLite has one writer at a time: threads, not processes.
threads = 4

# The control socket would be written below $HOME, and the root file system is read-only.
control_socket_disable = True
