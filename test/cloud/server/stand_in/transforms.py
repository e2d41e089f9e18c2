"""Keeps LocalStack from following the references of a template in a circle before SAM's transform has opened it."""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def open_circles() -> None:
    from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocEntityDelta
    from localstack.services.cloudformation.engine.v2.change_set_model_transform import ChangeSetModelTransform

    visit = ChangeSetModelTransform.visit_node_resource

    def visit_once(self: Any, node_resource: Any) -> Any:
        """A function whose DeploymentPreference names an alarm on that function's own version, as SAM documents it."""
        visiting = self.__dict__.setdefault("visiting", set())
        if node_resource.name in visiting:
            return PreprocEntityDelta()
        visiting.add(node_resource.name)
        try:
            return visit(self, node_resource)
        finally:
            visiting.discard(node_resource.name)

    ChangeSetModelTransform.visit_node_resource = visit_once
