"""What LocalStack's CloudFormation engine lacks for an alias that CodeDeploy shifts, and its wrong replacements."""

import json
from typing import Any

from localstack.aws.connect import connect_to
from localstack.runtime import hooks
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

from .deployment import Shift, deploy


@hooks.on_infra_start()
def extend_engine() -> None:
    update_aliases()
    update_macros()
    update_roles()
    update_tags()
    replace_only_what_changes()
    follow_update_policies()


def update_aliases() -> None:
    """LocalStack's alias has no update."""
    from localstack.services.lambda_.resource_providers.lambda_alias import LambdaAliasProvider

    def update(_self: object, request: Any) -> ProgressEvent:
        model = {**request.previous_state, **request.desired_state}
        request.aws_client_factory.lambda_.update_alias(
            FunctionName=model["FunctionName"], Name=model["Name"], FunctionVersion=model["FunctionVersion"])
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)

    LambdaAliasProvider.update = update


def update_macros() -> None:
    """LocalStack's macro has no update; creating it again overwrites it."""
    from localstack.services.cloudformation.resource_providers.aws_cloudformation_macro import (
        CloudFormationMacroProvider,
    )

    CloudFormationMacroProvider.update = CloudFormationMacroProvider.create


def update_roles() -> None:
    """LocalStack makes another role where the trust policy changes; AWS changes it in place, and so its ARN stays.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
    """
    from localstack.services.iam.resource_providers.aws_iam_role import IAMRoleProvider

    def update(_self: object, request: Any) -> ProgressEvent:
        iam = request.aws_client_factory.iam
        before, after = request.previous_state, request.desired_state
        name = before["RoleName"]
        iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(after["AssumeRolePolicyDocument"]))
        for policy in after.get("Policies") or []:
            document = json.dumps(policy["PolicyDocument"])
            iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)
        old, new = (set(state.get("ManagedPolicyArns") or []) for state in (before, after))
        for arn in new - old:
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        for arn in old - new:
            iam.detach_role_policy(RoleName=name, PolicyArn=arn)
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={**before, **after, "RoleName": name})

    IAMRoleProvider.update = update


def update_tags() -> None:
    """LocalStack's update of a function leaves its tags as they are."""
    from localstack.services.lambda_.resource_providers.aws_lambda_function import LambdaFunctionProvider

    update_function = LambdaFunctionProvider.update

    def update(self: object, request: Any) -> ProgressEvent:
        before, after = tags_of(request.previous_state), tags_of(request.desired_state)
        name = request.desired_state.get("FunctionName") or request.previous_state.get("FunctionName")
        if before != after and name:
            lambda_ = request.aws_client_factory.lambda_
            arn = lambda_.get_function(FunctionName=name)["Configuration"]["FunctionArn"]
            if gone := sorted(before.keys() - after.keys()):
                lambda_.untag_resource(Resource=arn, TagKeys=gone)
            if after:
                lambda_.tag_resource(Resource=arn, Tags=after)
        return update_function(self, request)

    LambdaFunctionProvider.update = update


def tags_of(state: dict[str, Any] | None) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in (state or {}).get("Tags") or []}


def replace_only_what_changes() -> None:
    """LocalStack replaces a resource whose create-only property is an unchanged Ref or GetAtt of a changed resource.

    It also decides before it knows conditions, so it takes a new `!If [HasPath, !Ref Path, !Ref AWS::NoValue]` for a
    change. AWS compares what comes of it.
    """
    from localstack.services.cloudformation.engine.v2 import change_set_model as model

    def is_same(prop: Any) -> bool:
        value = prop.value
        if prop.change_type == model.ChangeType.UNCHANGED:
            return True
        if prop.change_type == model.ChangeType.CREATED and may_be_absent(value):
            return True
        if not isinstance(value, model.NodeIntrinsicFunction) or value.intrinsic_function not in ("Ref", "Fn::GetAtt"):
            return False
        names = value.arguments.array if isinstance(value.arguments, model.NodeArray) else [value.arguments]
        return all(isinstance(name, model.TerminalValueUnchanged) for name in names)

    def may_be_absent(value: Any) -> bool:
        if not isinstance(value, model.NodeIntrinsicFunction) or value.intrinsic_function != "Fn::If":
            return False
        fallback = value.arguments.array[-1]
        return isinstance(fallback, model.NodeIntrinsicFunction) and fallback.arguments.value == "AWS::NoValue"

    def requires_replacement(_self: object, node_properties: Any, resource_type: Any) -> bool:
        provider = model.ResourceProviderExecutor.try_load_resource_provider(resource_type.value)
        paths = provider.SCHEMA.get("createOnlyProperties", []) if provider else []
        create_only = {path.split("/")[-1] for path in paths}
        return any(prop.name in create_only and not is_same(prop) for prop in node_properties.properties)

    model.ChangeSetModel._resolve_requires_replacement = requires_replacement


def follow_update_policies() -> None:
    """LocalStack passes over UpdatePolicy."""
    from localstack.services.cloudformation.engine.v2 import change_set_model_executor as executor

    execute = executor.ChangeSetModelExecutor._execute_resource_action

    def execute_action(self: Any, action: Any, logical_resource_id: str, resource_type: str,
                       before_properties: Any, after_properties: Any, **more: Any) -> ProgressEvent:
        if resource_type == "AWS::Lambda::Alias" and before_properties and after_properties:
            before, after = before_properties.properties, after_properties.properties
            if why := shift_alias(self, logical_resource_id, before, after):
                self.resources[logical_resource_id] = executor.ResolvedResource(
                    Properties=before, LogicalResourceId=logical_resource_id, Type=resource_type,
                    ResourceStatus=executor.ResourceStatus.UPDATE_FAILED, ResourceStatusReason=why)
                return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=why)
        return execute(
            self, action, logical_resource_id, resource_type, before_properties, after_properties, **more)

    executor.ChangeSetModelExecutor._execute_resource_action = execute_action


def shift_alias(engine: Any, logical_id: str, before: dict[str, Any], after: dict[str, Any]) -> str | None:
    """Deploys where the alias has a CodeDeployLambdaAliasUpdate and its version changes; gives back why that failed."""
    change_set = engine._change_set
    resource = change_set.processed_template["Resources"][logical_id]
    policy = (resource.get("UpdatePolicy") or {}).get("CodeDeployLambdaAliasUpdate")
    if not policy or before.get("FunctionVersion") == after.get("FunctionVersion"):
        return None
    stack = change_set.stack
    cloudformation = connect_to(aws_access_key_id=stack.account_id, region_name=stack.region_name).cloudformation
    exports = {export["Name"]: export["Value"] for export in cloudformation.list_exports()["Exports"]}

    def resolve(value: Any) -> Any:
        if isinstance(value, dict) and "Ref" in value:
            # an UpdatePolicy's references are dependencies, as the group that an alias names shows on AWS:
            # https://github.com/aws/aws-cdk/pull/2231
            engine.visit(engine._get_node_resource_for(value["Ref"], change_set.update_model.node_template))
            return engine._get_physical_id(value["Ref"])
        if isinstance(value, dict) and "Fn::ImportValue" in value:
            return exports[value["Fn::ImportValue"]]
        return value

    resolved = {key: resolve(value) for key, value in policy.items()}
    shift = Shift(after["FunctionName"], after["Name"], str(before["FunctionVersion"]), str(after["FunctionVersion"]))
    return deploy(stack.account_id, stack.region_name, resolved, shift)
