"""Stands in for Lambda's runtime: each function version is a Node.js process of this machine, without Docker."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

BOOTSTRAP = Path(__file__).with_name("bootstrap.mjs")
TRACE = threading.Lock()


class NodeExecutorPlugin(RuntimeExecutorPlugin):
    name = "node"

    def load(self, *_args: object, **_more: object) -> type[RuntimeExecutor]:
        return NodeExecutor


class NodeExecutor(RuntimeExecutor):
    process: subprocess.Popen[str]
    lines: Iterator[str]

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id=id, function_version=function_version)
        self.log = ""
        self.environment: dict[str, str] = {}

    def start(self, env_vars: dict[str, str]) -> None:
        group = self.function_version.config.logging_config.get("LogGroup")
        self.environment = {name: str(value) for name, value in env_vars.items()} | {
            "PATH": os.environ["PATH"],
            "LAMBDA_TASK_ROOT": self.folder,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.function_version.config.runtime}",
            # LocalStack passes over the LogGroup of LoggingConfig
            **({"AWS_LAMBDA_LOG_GROUP_NAME": group} if group else {}),
            # LocalStack says Info where AWS documents INFO
            "AWS_LAMBDA_LOG_LEVEL": str(env_vars.get("AWS_LAMBDA_LOG_LEVEL", "INFO")).upper(),
            "TZ": "UTC",
        }
        self.spawn()

    @property
    def folder(self) -> str:
        return str(self.function_version.config.code.get_unzipped_code_location())

    def spawn(self) -> None:
        self.process = subprocess.Popen(
            [os.environ["STAND_IN_NODE"], str(BOOTSTRAP)],
            cwd=self.folder, env=self.environment, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.lines = iter(self.process.stdout or [])

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id, timeout = payload["invoke-id"], self.function_version.config.timeout
        mark = f"\x1e{request_id}\x1e"
        timed_out = threading.Event()

        def cut() -> None:
            timed_out.set()
            self.process.kill()

        timer = threading.Timer(timeout, cut)
        timer.start()
        logs, answer = [], None
        try:
            self.send({**payload, "mark": mark, "timeout": timeout})
            for line in self.lines:
                if line.startswith(mark):
                    answer = json.loads(line[len(mark):])
                    break
                logs.append(line)
        finally:
            timer.cancel()
        self.log = "".join([f"START RequestId: {request_id}\n", *logs, f"END RequestId: {request_id}\n"])
        if answer is None:
            answer = {"isError": True, "payload": json.dumps(self.death(request_id, timed_out.is_set()))}
            self.spawn()
        trace({"function": payload["invoked-function-arn"], "event": payload["payload"], "log": logs, **answer})
        return InvocationResult(request_id, answer["payload"].encode(), is_error=answer["isError"], logs=self.log)

    def send(self, message: dict[str, object]) -> None:
        try:
            assert self.process.stdin
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def death(self, request_id: str, timed_out: bool) -> dict[str, str]:
        """In the words of AWS, as LocalStack's snapshots of it have them."""
        if timed_out:
            seconds = self.function_version.config.timeout
            return {"errorType": "Sandbox.Timedout",
                    "errorMessage": f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"}
        status = self.process.wait()
        return {"errorType": "Runtime.ExitError",
                "errorMessage": f"RequestId: {request_id} Error: Runtime exited with error: exit status {status}"}

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return "127.0.0.1"

    def get_runtime_endpoint(self) -> str:
        return f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}/none"

    def get_logs(self) -> str:
        return self.log

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """The unzipped code stays: $LATEST and the versions made of it share it."""


def trace(invocation: dict[str, object]) -> None:
    """One line of JSON for each invocation, which is all that the tests read of logs."""
    with TRACE, open(os.environ["STAND_IN_TRACE"], "a", encoding="utf8") as file:
        file.write(json.dumps(invocation) + "\n")
