"""What AWS keeps and LocalStack's engine loses: a stack whose change set failed is as it was before."""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def keep_status() -> None:
    from localstack.services.cloudformation.models import get_cloudformation_store
    from localstack.services.cloudformation.v2.entities import ChangeSet
    from localstack.services.cloudformation.v2.provider import CloudformationProviderV2

    compute = ChangeSet.compute_update_model

    def compute_update_model(self: Any, inputs: Any) -> None:
        self.status_before = self.stack.status
        compute(self, inputs)

    ChangeSet.compute_update_model = compute_update_model

    create = CloudformationProviderV2.create_change_set

    def create_change_set(self: Any, context: Any, request: Any) -> Any:
        made = create(self, context, request)
        change_set = get_cloudformation_store(context.account_id, context.region).change_sets[made["Id"]]
        if change_set.status == "FAILED":
            change_set.stack.status = change_set.status_before
        return made

    # the attributes by which LocalStack finds the handler of an operation
    create_change_set.__dict__.update(create.__dict__)
    CloudformationProviderV2.create_change_set = create_change_set
