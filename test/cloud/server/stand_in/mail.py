"""
The subject of a mail by SNS is the message's, as AWS documents it; LocalStack has one subject for all of them.
https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
"""

from typing import Any

from localstack.aws.connect import connect_to
from localstack.runtime import hooks

SENDER = "no-reply@sns.amazonaws.com"


@hooks.on_infra_start()
def write_subjects() -> None:
    from localstack.services.sns.publisher import EmailJsonTopicPublisher

    def publish(self: Any, context: Any, subscriber: Any) -> None:
        region, account_id = subscriber["TopicArn"].split(":")[3:5]
        ses = connect_to(aws_access_key_id=account_id, region_name=region).ses
        ses.verify_email_address(EmailAddress=SENDER)
        body = self.prepare_message(context.message, subscriber, topic_attributes=context.topic_attributes)
        subject = context.message.subject or "AWS Notification Message"
        ses.send_email(
            Source=SENDER, Destination={"ToAddresses": [subscriber["Endpoint"]]},
            Message={"Body": {"Text": {"Data": body}}, "Subject": {"Data": subject}})

    EmailJsonTopicPublisher._publish = publish
