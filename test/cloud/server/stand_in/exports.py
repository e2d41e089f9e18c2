"""
A stack whose exports are imported cannot be deleted. LocalStack deletes it; AWS cancels, and the stack has the status
that it had before, with this sentence as the reason of the event.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
https://github.com/aws-samples/iam-identity-center-team/pull/474 https://github.com/USSBA/aws-cft-tools/issues/27
"""

import functools
from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def protect_exports() -> None:
    from localstack.services.cloudformation.models import get_cloudformation_store
    from localstack.services.cloudformation.v2.provider import CloudformationProviderV2 as Provider
    from localstack.services.cloudformation.v2.provider import find_stack_v2

    delete = Provider.delete_stack

    def delete_unless_imported(self: Any, context: Any, stack_name: str, **more: Any) -> Any:
        store = get_cloudformation_store(context.account_id, context.region)
        stack = find_stack_v2(store, stack_name)
        others = [other for other in store.stacks_v2.values() if other is not stack and is_there(other)]
        for export in exports_of(store, stack):
            importers = sorted(other.stack_name for other in others if export in imports(other.processed_template))
            if importers:
                before = stack.status
                stack.set_stack_status("DELETE_IN_PROGRESS", "User Initiated")
                names = " and ".join([", ".join(importers[:-1]), importers[-1]] if importers[1:] else importers)
                stack.set_stack_status(
                    before, f"Delete canceled. Cannot delete export {export} as it is in use by {names}.")
                return None
        return delete(self, context, stack_name, **more)

    Provider.delete_stack = functools.update_wrapper(delete_unless_imported, delete)


def is_there(stack: Any) -> bool:
    return stack.status != "DELETE_COMPLETE"


def exports_of(store: Any, stack: Any) -> list[str]:
    if not stack or not is_there(stack):
        return []
    return [name for name, export in store.exports_v2.items() if export["ExportingStackId"] == stack.stack_id]


def imports(value: Any) -> set[str]:
    """The names in all the Fn::ImportValues of a processed template, in which the macro has written them out."""
    if isinstance(value, list):
        return {name for item in value for name in imports(item)}
    if not isinstance(value, dict):
        return set()
    return {name for key, item in value.items()
            for name in ([item] if key == "Fn::ImportValue" and isinstance(item, str) else imports(item))}
