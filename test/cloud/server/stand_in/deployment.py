"""
Stands in for CodeDeploy's Lambda deployments: one hook, one verdict, all traffic at once. It proves that macro,
CloudFormation and hook fit together, and nothing of CodeDeploy's own behavior: linear and canary shifts, alarms,
PostTraffic hooks and a group's configuration are passed over.
"""

import json
from dataclasses import dataclass
from typing import Any

from localstack.aws.connect import connect_to

from .code_deploy import DEPLOYMENTS, KEY_OF, Waiting

# AWS waits an hour for the verdict
HOOK_SECONDS = 120


@dataclass
class Shift:
    function: str
    alias: str
    current: str
    target: str


def deploy(account_id: str, region: str, policy: dict[str, Any], shift: Shift) -> str | None:
    """Runs the deployment that CloudFormation makes for an alias; gives back why it failed, or None."""
    clients = connect_to(aws_access_key_id=account_id, region_name=region)
    hook = policy.get("BeforeAllowTrafficHook")
    waiting = Waiting(account_id, policy["ApplicationName"], json.dumps(app_spec(shift, hook)))
    kind = revision_type(clients)
    # only the hash, as GetDeployment of AWS has it
    deployment_id = clients.codedeploy.create_deployment(
        applicationName=policy["ApplicationName"], deploymentGroupName=policy["DeploymentGroupName"],
        revision={"revisionType": kind, KEY_OF[kind]: {"sha256": waiting.sha256}})["deploymentId"]
    if not hook:
        return None
    DEPLOYMENTS[deployment_id] = waiting
    event = {"DeploymentId": deployment_id, "LifecycleEventHookExecutionId": waiting.hook_execution_id}
    clients.lambda_.invoke(FunctionName=hook, InvocationType="Event", Payload=json.dumps(event))
    if not waiting.reported.wait(HOOK_SECONDS):
        return f"{deployment_id} failed. The deployment timed out while waiting for a status callback."
    if waiting.status == "Failed":
        return (f"{deployment_id} failed. The deployment failed because one or more of the lifecycle event "
                "validation functions failed.")
    return None


def app_spec(shift: Shift, hook: str | None) -> dict[str, Any]:
    return {
        "version": "0.0",
        "Resources": [{shift.function: {"Type": "AWS::Lambda::Function", "Properties": {
            "Name": shift.function, "Alias": shift.alias,
            "CurrentVersion": shift.current, "TargetVersion": shift.target}}}],
        **({"Hooks": [{"BeforeAllowTraffic": hook}]} if hook else {}),
    }


def revision_type(clients: Any) -> str:
    """A test chooses the shape for its account with an SSM parameter, since AWS documents both."""
    try:
        return clients.ssm.get_parameter(Name="stand-in-revision-type")["Parameter"]["Value"]
    except clients.ssm.exceptions.ParameterNotFound:
        return "String"
