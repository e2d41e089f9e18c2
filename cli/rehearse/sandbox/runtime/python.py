"""Runs one Lambda function as the managed Python runtime does, for one invocation after another.

Line by line, JSON on descriptor 3: invocations come in, answers go out. What it imitates:
https://github.com/aws/aws-lambda-python-runtime-interface-client
"""

import base64
import importlib
import json
import os
import queue
import sys
import threading
import time
import traceback

outgoing = os.fdopen(3, "wb", buffering=0)
incoming = os.fdopen(os.dup(3), "rb")


def send(message):
    outgoing.write((json.dumps(message) + "\n").encode())


def receive(invocations):
    for line in incoming:
        invocations.put(json.loads(line))
    # without the rehearsal there is nobody left to run for
    os._exit(0)


class LambdaError(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def formatted(error):
    return {
        "errorType": getattr(error, "kind", type(error).__name__),
        "errorMessage": str(error),
        "stackTrace": traceback.format_tb(error.__traceback__)[1:],
    }


def logged(error):
    # as the managed runtime does it
    facts = formatted(error)
    trace = "".join(facts["stackTrace"]).replace(os.path.join(os.environ["LAMBDA_TASK_ROOT"], ""), "")
    lines = f"\nTraceback (most recent call last):\n{trace.rstrip()}" if trace else ""
    print(f"[ERROR] {facts['errorType']}: {facts['errorMessage']}{lines}", file=sys.stderr, flush=True)
    return facts


class Context:
    def __init__(self, facts):
        self.deadline = time.time() + facts["timeoutMs"] / 1000
        self.aws_request_id = facts["awsRequestId"]
        self.function_name = facts["functionName"]
        self.function_version = facts["functionVersion"]
        self.invoked_function_arn = facts["invokedFunctionArn"]
        self.memory_limit_in_mb = facts["memoryLimitInMB"]
        self.log_group_name = facts["logGroupName"]
        self.log_stream_name = facts["logStreamName"]
        self.identity = None
        self.client_context = None

    def get_remaining_time_in_millis(self):
        return max(0, int((self.deadline - time.time()) * 1000))


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


def answer(handler, invocation):
    try:
        result = handler(json.loads(invocation["event"]), Context(invocation["context"]))
        return {"payload": base64.b64encode(json.dumps(result).encode()).decode()}
    except Exception as error:
        return {"error": logged(error)}


def main():
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    # this program's own folder is none of the function's business
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(os.path.abspath(__file__))]
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        send({"error": logged(error)})
        sys.exit(1)
    send({"ready": True})
    invocations = queue.Queue()
    threading.Thread(target=receive, args=[invocations], daemon=True).start()
    while True:
        message = answer(handler, invocations.get())
        sys.stdout.flush()
        sys.stderr.flush()
        send(message)


main()
