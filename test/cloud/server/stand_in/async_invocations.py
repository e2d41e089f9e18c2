"""
Keeps events of asynchronous invocations that come just after an update of their function. The poller of the function as
it was still waits at the queue then: LocalStack takes the event from the queue and drops it, so nothing ever answers.
AWS queues an event until the function or its destination has got it.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
"""

from threading import Thread
from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def keep_events() -> None:
    from localstack.services.lambda_.invocation.event_manager import Poller, get_sqs_client

    def poll(self: Any, *_args: object) -> None:
        queue = get_sqs_client(self.version_manager.function_version)
        timeout = self.version_manager.function_version.config.timeout
        while not self._shutdown_event.is_set():
            try:
                messages = queue.receive_message(
                    QueueUrl=self.event_queue_url, WaitTimeSeconds=2, VisibilityTimeout=timeout + 60)["Messages"]
            except ValueError:
                return  # the queue is gone, and the function with it
            # it invokes the function by its name, which after an update is the new code
            for message in messages or []:
                Thread(target=self.handle_message, args=(message,), daemon=True).start()

    Poller.run = poll
