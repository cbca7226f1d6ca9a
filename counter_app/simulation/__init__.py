"""
What every simulated device shares: the line to the host and the control line.

A simulator is a process that speaks the real bytes of its device (architecture.md section 4)::

    station = Station(listen("pty:"), ControlServer("tcp:127.0.0.1:0", handler))
    while not station.stopped:
        received = station.receive(timeout_s=0.5)   # control lines are answered meanwhile
        station.send(answer_to(received))

All of it runs in one thread, so a handler may change the device's state without a lock.
"""
