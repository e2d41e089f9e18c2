"""Starts LocalStack with the stand-ins of this folder, on loopback, for as long as standard input stays open.

Its working folder holds all that it writes, and goes with it.
"""

import os
import shutil
import signal
import sys
import threading

from twisted.internet import endpoints


def stop_with_parent() -> None:
    """Whatever happens to the parent, its end of the pipe closes; functions run in the same process group."""
    sys.stdin.buffer.read()
    shutil.rmtree(os.getcwd(), ignore_errors=True)
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=stop_with_parent, daemon=True).start()

# LocalStack 2026.3.0 passes over the IPv4 host of GATEWAY_LISTEN and would listen on all interfaces
AnyInterface = endpoints.TCP4ServerEndpoint


def on_loopback(reactor: object, port: int) -> endpoints.TCP4ServerEndpoint:
    return AnyInterface(reactor, port, interface="127.0.0.1")


endpoints.TCP4ServerEndpoint = on_loopback

from localstack.runtime.main import main  # noqa: E402

main()
