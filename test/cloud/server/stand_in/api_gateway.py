"""Updates of a REST API and of its stage, which LocalStack's providers do not have: SAM's API follows the alias."""

import json
from typing import Any

from localstack.runtime import hooks
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent


@hooks.on_infra_start()
def update_apis() -> None:
    from localstack.services.apigateway.resource_providers.aws_apigateway_restapi import ApiGatewayRestApiProvider
    from localstack.services.apigateway.resource_providers.aws_apigateway_stage import ApiGatewayStageProvider

    def update_api(_self: object, request: Any) -> ProgressEvent:
        model = {**request.previous_state, **request.desired_state}
        if body := model.get("Body"):
            request.aws_client_factory.apigateway.put_rest_api(
                restApiId=model["RestApiId"], mode="overwrite", body=json.dumps(body).encode(),
                parameters={"basepath": "ignore"})
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)

    def update_stage(_self: object, request: Any) -> ProgressEvent:
        model = {**request.previous_state, **request.desired_state}
        request.aws_client_factory.apigateway.update_stage(
            restApiId=model["RestApiId"], stageName=model["StageName"],
            patchOperations=[{"op": "replace", "path": "/deploymentId", "value": model["DeploymentId"]}])
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)

    ApiGatewayRestApiProvider.update = update_api
    ApiGatewayStageProvider.update = update_stage
