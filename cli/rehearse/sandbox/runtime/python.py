"""Runs one Lambda function as the managed Python runtime does: a client of Lambda's Runtime API, in a separate process.

What it imitates: https://github.com/aws/aws-lambda-python-runtime-interface-client
Usage: python.py FILE: what cannot be found, loaded or reached on this machine goes to the file.
"""

import decimal
import glob
import http.client
import importlib
import json
import logging
import os
import socket
import sys
import threading
import time
import traceback
import types

ROOT = "/2018-06-01/runtime/"
NOTES = sys.argv.pop()
environment = os.environ


def call(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection(environment["AWS_LAMBDA_RUNTIME_API"])
    try:
        connection.request(method, ROOT + path, body, headers)
        response = connection.getresponse()
        return response.headers, response.read()
    except OSError:
        # without the rehearsal, exit
        os._exit(0)
    finally:
        connection.close()


class LambdaError(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def post_error(path, error):
    facts = {
        "errorType": getattr(error, "kind", type(error).__name__),
        "errorMessage": str(error),
        "stackTrace": traceback.format_list(
            frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__
        ),
    }
    # as the managed runtime does it
    trace = "".join(facts["stackTrace"]).replace(os.path.join(environment["LAMBDA_TASK_ROOT"], ""), "")
    lines = f"\nTraceback (most recent call last):\n{trace.rstrip()}" if trace else ""
    print(f"[ERROR] {facts['errorType']}: {facts['errorMessage']}{lines}", file=sys.stderr, flush=True)
    call("POST", path, json.dumps(facts), {"Lambda-Runtime-Function-Error-Type": facts["errorType"]})


class Context:
    def __init__(self, headers):
        self.deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = environment.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = environment.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = environment.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = types.SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        self.client_context = None
        self.tenant_id = None

    def get_remaining_time_in_millis(self):
        return max(0, self.deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class Missing:
    """The last finder: it is called for modules that no other finder has found."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if path is None:
            note("package " + name)
        # of another version of Python, or of another machine
        elif any(glob.glob(os.path.join(glob.escape(folder), name.rpartition(".")[2] + ".*.so")) for folder in path):
            note("binary " + name)


def note(line):
    with open(NOTES, "a") as file:
        file.write(line + "\n")


def watch_network():
    """Notes the hosts that cannot be reached from this machine, and those of AWS."""
    resolve, connect = socket.getaddrinfo, socket.socket.connect

    def noting_resolve(host, *args, **kwargs):
        if str(host).endswith((".amazonaws.com", ".amazonaws.com.cn")):
            # by an older boto3, which calls AWS whatever AWS_ENDPOINT_URL is
            note(f"aws {host}")
        try:
            return resolve(host, *args, **kwargs)
        except socket.gaierror:
            note(f"host {host}")
            raise

    def noting_connect(self, address):
        try:
            return connect(self, address)
        except BlockingIOError:
            raise
        except OSError:
            note(f"host {address[0] if isinstance(address, tuple) else 'localhost'}")
            raise

    socket.getaddrinfo = noting_resolve
    socket.socket.connect = noting_connect


def load_handler(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError:
        raise LambdaError("Runtime.MalformedHandlerName", f"Bad handler '{name}'")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise LambdaError("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}")
    except SyntaxError as error:
        raise LambdaError("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}")
    if not hasattr(module, function_name):
        raise LambdaError("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return getattr(module, function_name)


def serialize(response):
    if isinstance(response, bytes):
        return response
    try:
        return json.dumps(response, default=number)
    except Exception as error:
        raise LambdaError("Runtime.MarshalError", f"Unable to marshal response: {error}")


def number(value):
    if not isinstance(value, decimal.Decimal):
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
    return int(value) if value.is_finite() and value == value.to_integral_value() else float(value)


def answer(handler, headers, event):
    path = f"invocation/{headers['Lambda-Runtime-Aws-Request-Id']}/"
    try:
        body = serialize(handler(json.loads(event), Context(headers)))
    except Exception as error:
        post_error(path + "error", error)
    else:
        sys.stdout.flush()
        sys.stderr.flush()
        call("POST", path + "response", body, {"Content-Type": "application/json"})


def end_with_the_rehearsal(lifeline):
    os.read(lifeline, 1)
    os._exit(0)


def main():
    threading.Thread(target=end_with_the_rehearsal, args=[os.dup(3)], daemon=True).start()
    os.close(3)
    sys.meta_path.append(Missing)
    watch_network()
    # instead of this program's own folder, which the function must not see
    sys.path[0] = environment["LAMBDA_TASK_ROOT"]
    # functions rely on a handler of the root logger, as Lambda's runtime sets it
    logging.basicConfig(format="[%(levelname)s]\t%(asctime)s\t%(message)s", stream=sys.stdout)
    try:
        handler = load_handler(environment["_HANDLER"])
    except Exception as error:
        post_error("init/error", error)
        sys.exit(1)
    while True:
        answer(handler, *call("GET", "invocation/next"))


main()
