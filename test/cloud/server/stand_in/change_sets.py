"""
What AWS does and LocalStack's engine does not: a change set has its own template, a stack whose change set failed is as
it was before, and a macro without a change set needs CAPABILITY_AUTO_EXPAND.
"""

import functools
import json
from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def extend_change_sets() -> None:
    from localstack.aws.api.cloudformation import InsufficientCapabilitiesException
    from localstack.services.cloudformation.api_utils import extract_template_body
    from localstack.services.cloudformation.engine.template_preparer import parse_template
    from localstack.services.cloudformation.models import get_cloudformation_store
    from localstack.services.cloudformation.v2.entities import ChangeSet
    from localstack.services.cloudformation.v2.provider import CloudformationProviderV2 as Provider

    compute, create, get_template = ChangeSet.compute_update_model, Provider.create_change_set, Provider.get_template

    def with_status(self: Any, inputs: Any) -> None:
        self.status_before = self.stack.status
        compute(self, inputs)

    def keeping_status(self: Any, context: Any, request: Any) -> Any:
        """A failed change set leaves a stack as it was."""
        made = create(self, context, request)
        change_set = get_cloudformation_store(context.account_id, context.region).change_sets[made["Id"]]
        if change_set.status == "FAILED":
            change_set.stack.status = change_set.status_before
        return made

    def of_change_set(self: Any, context: Any, stack_name: str | None = None, change_set_name: str | None = None,
                      template_stage: str | None = None, **more: Any) -> Any:
        """LocalStack gives the stack's template, where AWS gives the change set's."""
        change_sets = get_cloudformation_store(context.account_id, context.region).change_sets
        if template_stage == "Processed" and change_set_name in change_sets:
            template = change_sets[change_set_name].processed_template
            return {"TemplateBody": json.dumps(template), "StagesAvailable": ["Original", "Processed"]}
        return get_template(self, context, stack_name, change_set_name, template_stage, **more)

    def wanting_auto_expand(call: Any) -> Any:
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
        def checked(self: Any, context: Any, request: Any) -> Any:
            body = extract_template_body(request)
            if "CAPABILITY_AUTO_EXPAND" not in request.get("Capabilities", []) and "Transform" in parse_template(body):
                raise InsufficientCapabilitiesException("Requires capabilities : [CAPABILITY_AUTO_EXPAND]")
            return call(self, context, request)

        return functools.update_wrapper(checked, call)

    Provider.create_stack = wanting_auto_expand(Provider.create_stack)
    Provider.update_stack = wanting_auto_expand(Provider.update_stack)
    ChangeSet.compute_update_model = with_status
    # LocalStack finds the handler of an operation by the attributes and the name of the function
    Provider.create_change_set = functools.update_wrapper(keeping_status, create)
    Provider.get_template = functools.update_wrapper(of_change_set, get_template)
