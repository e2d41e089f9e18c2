"""
What the UpdatePolicy of a resource refers to is there before the resource, as in CloudFormation, whose error about a
circle of such references shows it: https://github.com/aws/aws-cdk/issues/2231. LocalStack reads no UpdatePolicy.
"""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def order_by_update_policies() -> None:
    from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutor

    visit = ChangeSetModelExecutor.visit_node_resource

    def visit_after_references(self: Any, node_resource: Any) -> Any:
        resources = (self._change_set.processed_template or {}).get("Resources", {})
        for name in references(resources.get(node_resource.name, {}).get("UpdatePolicy")):
            if name in resources:
                self.visit(self._get_node_resource_for(name, self._change_set.update_model.node_template))
        return visit(self, node_resource)

    ChangeSetModelExecutor.visit_node_resource = visit_after_references


def references(value: Any) -> list[str]:
    """The logical IDs in all the Refs of a value."""
    if isinstance(value, list):
        return [name for item in value for name in references(item)]
    if not isinstance(value, dict):
        return []
    return [name for key, item in value.items() for name in ([item] if key == "Ref" else references(item))]
