"""AWS::CodeDeploy::Application and ::DeploymentGroup, which LocalStack's community core does not have."""

from typing import Any

from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)
from localstack.utils.strings import short_uid

Model = dict[str, Any]


class NamedProvider(ResourceProvider[Model]):
    """A resource that exists under its name and needs no update of its own."""

    NAME: str

    def make(self, code_deploy: Any, model: Model) -> None:
        raise NotImplementedError

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        generated = f"{request.stack_name}-{request.logical_resource_id}-{short_uid().upper()}"
        model = {self.NAME: generated, **request.desired_state}
        self.make(request.aws_client_factory.codedeploy, model)
        return done(model)

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return done({**request.previous_state, **request.desired_state})

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return done(request.previous_state)


def done(model: Model) -> ProgressEvent[Model]:
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


class ApplicationProvider(NamedProvider):
    TYPE = "AWS::CodeDeploy::Application"
    NAME = "ApplicationName"
    SCHEMA = {"typeName": TYPE, "primaryIdentifier": [f"/properties/{NAME}"],
              "createOnlyProperties": [f"/properties/{NAME}", "/properties/ComputePlatform"]}

    def make(self, code_deploy: Any, model: Model) -> None:
        code_deploy.create_application(applicationName=model[self.NAME], computePlatform=model["ComputePlatform"])


class DeploymentGroupProvider(NamedProvider):
    TYPE = "AWS::CodeDeploy::DeploymentGroup"
    NAME = "DeploymentGroupName"
    SCHEMA = {"typeName": TYPE, "primaryIdentifier": [f"/properties/{NAME}"],
              "createOnlyProperties": ["/properties/ApplicationName", f"/properties/{NAME}"]}

    def make(self, code_deploy: Any, model: Model) -> None:
        style = model["DeploymentStyle"]
        code_deploy.create_deployment_group(
            applicationName=model["ApplicationName"], deploymentGroupName=model[self.NAME],
            deploymentConfigName=model["DeploymentConfigName"], serviceRoleArn=model["ServiceRoleArn"],
            deploymentStyle={"deploymentType": style["DeploymentType"], "deploymentOption": style["DeploymentOption"]})


class ApplicationPlugin(CloudFormationResourceProviderPlugin):
    name = ApplicationProvider.TYPE

    def load(self) -> None:
        self.factory = ApplicationProvider


class DeploymentGroupPlugin(CloudFormationResourceProviderPlugin):
    name = DeploymentGroupProvider.TYPE

    def load(self) -> None:
        self.factory = DeploymentGroupProvider
