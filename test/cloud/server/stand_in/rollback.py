"""
Rolls a failed deployment back, as CloudFormation does and LocalStack's engine does not: what was changed becomes what it
was, what was made goes unless its DeletionPolicy retains it, and the stack keeps its old template.
"""

from typing import Any

from localstack.runtime import hooks
from localstack.services.cloudformation.resource_provider import OperationStatus


@hooks.on_infra_start()
def roll_back_failures() -> None:
    from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutor

    act, process, execute, report = (
        ChangeSetModelExecutor._execute_resource_action,
        ChangeSetModelExecutor.process,
        ChangeSetModelExecutor.execute,
        ChangeSetModelExecutor._process_event,
    )

    def record_action(self: Any, action: Any, logical_resource_id: str, resource_type: str,
                      before_properties: Any, after_properties: Any, **more: Any) -> Any:
        event = act(self, action, logical_resource_id, resource_type, before_properties, after_properties, **more)
        done = self.__dict__.setdefault("done", [])
        done.append((action, logical_resource_id, resource_type, before_properties, after_properties, event))
        return event

    def report_resource(self: Any, *, event_status: Any, reason: str | None = None, **more: Any) -> None:
        """LocalStack takes a failed resource for a failed stack, and those that wait for it for failed ones."""
        stack, failed = self._change_set.stack, event_status == OperationStatus.FAILED
        if failed and not reason:
            return
        if failed:
            stack.set_stack_status = lambda *_: None
        report(self, event_status=event_status, reason=reason, **more)
        stack.__dict__.pop("set_stack_status", None)

    def process_or_undo(self: Any) -> None:
        try:
            process(self)
        except Exception as failure:
            if self._change_set.stack.status != "DELETE_IN_PROGRESS":
                undo(self, act, getattr(failure, "logical_resource_id", "?"))
            raise

    def execute_or_restore(self: Any) -> Any:
        result, stack, change_set = execute(self), self._change_set.stack, self._change_set
        if result.failure_message and stack.status == "UPDATE_ROLLBACK_COMPLETE":
            result.resources = dict(self._before_resolved_resources)
            for name in ("template", "template_body", "processed_template", "resolved_parameters"):
                setattr(change_set, name, getattr(stack, name))
        elif result.failure_message and stack.status == "ROLLBACK_COMPLETE":
            failed = {"CREATE_FAILED", "UPDATE_FAILED"}
            result.resources = {k: v for k, v in result.resources.items() if v.get("ResourceStatus") in failed}
        return result

    ChangeSetModelExecutor._execute_resource_action = record_action
    ChangeSetModelExecutor._process_event = report_resource
    ChangeSetModelExecutor.process = process_or_undo
    ChangeSetModelExecutor.execute = execute_or_restore


def undo(engine: Any, act: Any, failed: str) -> None:
    """Takes back what the engine has done, last first: changes at once, what it made after all of them."""
    from localstack.services.cloudformation.engine.v2.change_set_model_executor import (
        ChangeAction,
        ChangeSetType,
        PreprocProperties,
        ResourceStatus,
        StackStatus,
    )

    change_set, stack = engine._change_set, engine._change_set.stack
    is_update = change_set.change_set_type == ChangeSetType.UPDATE
    # what an update would have removed stays
    engine._deferred_actions.clear()
    stack.set_stack_status(
        StackStatus.UPDATE_ROLLBACK_IN_PROGRESS if is_update else StackStatus.ROLLBACK_IN_PROGRESS,
        f"The following resource(s) failed to {'update' if is_update else 'create'}: [{failed}]. ")

    def report(action: Any, name: str, kind: str, status: Any, **more: Any) -> None:
        engine._process_event(
            action=action, logical_resource_id=name, resource_type=kind, event_status=status, **more)

    def take_back(action: Any, name: str, kind: str, before: Any, after: Any) -> None:
        report(action, name, kind, OperationStatus.IN_PROGRESS)
        event = act(engine, action, name, kind, before, after)
        report(action, name, kind, event.status, reason=event.message)

    done = engine.__dict__.get("done", [])[::-1]
    # a custom resource is told to take back what failed, too
    touched = [entry for entry in done if entry[-1].status == OperationStatus.SUCCESS or entry[2].startswith("Custom::")]
    for action, name, kind, before, after, event in touched:
        if action == ChangeAction.Modify:
            # the attributes that the resource has of its own stay with it
            properties = {**before.properties, **after.properties, **(event.resource_model or {})}
            current = PreprocProperties(properties=properties)
            take_back(ChangeAction.Modify, name, kind, current, before)
    template = change_set.processed_template or {}
    for action, name, kind, _, after, event in touched:
        if action != ChangeAction.Add:
            continue
        if template.get("Resources", {}).get(name, {}).get("DeletionPolicy") == "Retain":
            report(ChangeAction.Remove, name, kind, OperationStatus.SUCCESS, custom_status=ResourceStatus.DELETE_SKIPPED)
        else:
            made = PreprocProperties(properties={**after.properties, **(event.resource_model or {})})
            take_back(ChangeAction.Remove, name, kind, made, None)
