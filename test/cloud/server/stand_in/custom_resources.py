"""
Custom resources, which LocalStack's community core does not have: the function behind ServiceToken is invoked
asynchronously, and its answer is awaited at a presigned URL of S3.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

import contextlib
import json
import time
import uuid
from typing import Any

import boto3
from botocore.config import Config
from localstack import config
from localstack.aws.connect import connect_to
from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

Model = dict[str, Any]

# AWS waits an hour where ServiceTimeout says nothing
SECONDS = 120
# where a model keeps the properties of the template apart from the attributes for Fn::GetAtt, which stand beside them
PROPERTIES = "__properties__"


class CustomResourceProvider(ResourceProvider[Model]):
    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA = {"typeName": TYPE, "primaryIdentifier": ["/properties/PhysicalResourceId"],
              "createOnlyProperties": []}

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        properties = desired_of(request.desired_state)
        return outcome(properties, *call(request, "Create", properties))

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        properties, old = desired_of(request.desired_state), previous_of(request.previous_state)
        if properties["ServiceToken"] != old.get("ServiceToken"):
            # https://github.com/serverless/serverless/issues/9240
            return failure(request.previous_state, "Modifying service token is not allowed.")
        physical_id = request.previous_state.get("PhysicalResourceId")
        return outcome(properties, *call(request, "Update", properties, physical_id, OldResourceProperties=strings(old)))

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        model = request.previous_state or request.desired_state
        properties = previous_of(model)
        return outcome(properties, *call(request, "Delete", properties, model.get("PhysicalResourceId")))


class CustomResourcePlugin(CloudFormationResourceProviderPlugin):
    name = CustomResourceProvider.TYPE

    def load(self) -> None:
        self.factory = CustomResourceProvider


def call(request: ResourceRequest[Model], kind: str, properties: Model, physical_id: str | None = None,
         **more: Any) -> tuple[Model, str | None]:
    """Gives back the answer, and why the resource has failed, or None."""
    s3, bucket, key = s3_of(request), f"responses-{request.account_id}", str(uuid.uuid4())
    with contextlib.suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": request.region_name})
    url = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": key, "ContentType": ""})
    clients = connect_to(aws_access_key_id=request.account_id, region_name=request.region_name)
    url = url.replace(s3.meta.endpoint_url, response_origin(clients) or s3.meta.endpoint_url)
    stack = clients.cloudformation.describe_stacks(StackName=request.stack_name)["Stacks"][0]
    request_id = str(uuid.uuid4())
    event = {
        "RequestType": kind, "ServiceToken": properties["ServiceToken"], "ResponseURL": url, "RequestId": request_id,
        "StackId": stack["StackId"], "LogicalResourceId": request.logical_resource_id,
        "ResourceType": request.resource_type, "ResourceProperties": strings(properties),
        **({"PhysicalResourceId": physical_id} if physical_id else {}), **more,
    }
    try:
        clients.lambda_.invoke(
            FunctionName=properties["ServiceToken"], InvocationType="Event", Payload=json.dumps(event))
    except Exception as error:
        return {}, str(error)
    answer = wait_for(s3, bucket, key, float(properties.get("ServiceTimeout", SECONDS)))
    if answer is None:
        return {}, f"CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [{request_id}]."
    if answer["Status"] != "SUCCESS":
        return answer, (f"Received response status [FAILED] from custom resource. "
                        f"Message returned: {answer.get('Reason')} (RequestId: {request_id})")
    return answer, None


def wait_for(s3: Any, bucket: str, key: str, seconds: float) -> Model | None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
        except s3.exceptions.NoSuchKey:
            time.sleep(0.1)
    return None


def s3_of(request: ResourceRequest[Model]) -> Any:
    """A client of the outside, since the one of LocalStack's inside signs no URL that a function could use."""
    return boto3.client(
        "s3", endpoint_url=f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}", region_name=request.region_name,
        aws_access_key_id=request.account_id, aws_secret_access_key="test",
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))


def response_origin(clients: Any) -> str | None:
    """A test puts itself between its functions and S3 with an SSM parameter of its account, such as http://127.0.0.1:80."""
    try:
        return clients.ssm.get_parameter(Name="stand-in-response-origin")["Parameter"]["Value"]
    except clients.ssm.exceptions.ParameterNotFound:
        return None


def outcome(properties: Model, answer: Model, why: str | None) -> ProgressEvent[Model]:
    data, physical_id = answer.get("Data") or {}, answer.get("PhysicalResourceId")
    model = {**properties, **data, PROPERTIES: properties, "PhysicalResourceId": physical_id}
    return failure(model, why) if why else ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def failure(model: Model, why: str) -> ProgressEvent[Model]:
    return ProgressEvent(status=OperationStatus.FAILED, resource_model=model, message=why)


def desired_of(model: Model) -> Model:
    return {key: value for key, value in model.items() if key not in ("PhysicalResourceId", PROPERTIES)}


def previous_of(model: Model) -> Model:
    return model.get(PROPERTIES) or desired_of(model)


def strings(value: Any) -> Any:
    """CloudFormation hands every scalar to a custom resource as a string."""
    if isinstance(value, dict):
        return {key: strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [strings(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)
