"""
The part of CodeDeploy that a hook talks to. Applications, groups and GetDeployment are moto's; moto has neither
GetApplicationRevision nor PutLifecycleEventHookExecutionStatus.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext, handler
from localstack.services.plugins import Service, aws_provider

Request = dict[str, Any]


@aws_provider()
def codedeploy() -> Service:
    from localstack.services.moto import MotoFallbackDispatcher
    from moto.codedeploy.models import DeploymentInfo

    make = DeploymentInfo.__init__

    def with_id(self: Any, *values: Any, **more: Any) -> None:
        """moto's IDs are UUIDs, those of AWS look like d-A1B2C3D4E."""
        make(self, *values, **more)
        self.deployment_id = "d-" + secrets.token_hex(5)[:9].upper()

    DeploymentInfo.__init__ = with_id
    return Service.for_provider(CodeDeployProvider(), dispatch_table_factory=MotoFallbackDispatcher)


class Waiting:
    """A deployment that waits for the verdict of its hook."""

    def __init__(self, account_id: str, application: str, content: str) -> None:
        self.account_id, self.application, self.content = account_id, application, content
        self.sha256 = hashlib.sha256(content.encode()).hexdigest()
        self.hook_execution_id = secrets.token_urlsafe(216)
        self.status: str | None = None
        self.reported = threading.Event()


DEPLOYMENTS: dict[str, Waiting] = {}

# the two shapes in which AWS documents a revision with its content in place; which of them a deployment by
# CloudFormation has is not documented
KEY_OF = {"String": "string", "AppSpecContent": "appSpecContent"}


class CodeDeployProvider:
    service = "codedeploy"
    version = "2014-10-06"

    @handler("GetApplicationRevision", expand=False)
    def get_application_revision(self, context: RequestContext, request: Request) -> Request:
        revision, name = request["revision"], request["applicationName"]
        kind = revision["revisionType"]
        sha256 = revision.get(KEY_OF[kind], {}).get("sha256")
        for waiting in DEPLOYMENTS.values():
            if (waiting.account_id, waiting.application, waiting.sha256) == (context.account_id, name, sha256):
                content = {"content": waiting.content, "sha256": sha256}
                return {"applicationName": name, "revisionInfo": {},
                        "revision": {"revisionType": kind, KEY_OF[kind]: content}}
        raise CommonServiceException("RevisionDoesNotExistException", "The named revision does not exist.")

    @handler("PutLifecycleEventHookExecutionStatus", expand=False)
    def put_lifecycle_event_hook_execution_status(self, _context: RequestContext, request: Request) -> Request:
        waiting = DEPLOYMENTS.get(str(request.get("deploymentId")))
        if not waiting:
            raise CommonServiceException("DeploymentDoesNotExistException", "The deployment does not exist.")
        if request.get("lifecycleEventHookExecutionId") != waiting.hook_execution_id:
            raise CommonServiceException("InvalidLifecycleEventHookExecutionIdException", "The ID is not valid.")
        if request.get("status") not in ("Succeeded", "Failed"):
            raise CommonServiceException("InvalidLifecycleEventHookExecutionStatusException", "The status is not valid.")
        if waiting.reported.is_set():
            raise CommonServiceException("LifecycleEventAlreadyCompletedException", "The event is completed.")
        waiting.status = request["status"]
        waiting.reported.set()
        return {"lifecycleEventHookExecutionId": waiting.hook_execution_id}


def left_to_moto(operation: str) -> Callable[..., Any]:
    def call(_self: object, _context: RequestContext, _request: Request) -> Request:
        raise NotImplementedError  # LocalStack then calls moto

    call.__name__ = operation
    return handler(operation, expand=False)(call)


for operation in ("CreateApplication", "CreateDeploymentGroup", "CreateDeployment", "GetDeployment"):
    setattr(CodeDeployProvider, operation, left_to_moto(operation))
