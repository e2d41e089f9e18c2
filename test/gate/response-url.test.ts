import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createResponseUrlCheck } from '../../gate/response-url.ts'

const urls = suite('createResponseUrlCheck')

const key = 'arn%3Aaws%3Acloudformation%3Aeu-west-1%3A1%3Astack/site/7f1c%7CSiteHealthcheck?X-Amz-Signature=abc'
const bucket = 'cloudformation-custom-resource-response-euwest1'

for (const [expected, region, url] of [
  [true, 'eu-west-1', `https://${bucket}.s3-eu-west-1.amazonaws.com/${key}`],
  [true, 'eu-west-1', `https://${bucket}.s3.eu-west-1.amazonaws.com/${key}`],
  [true, 'us-east-1', `https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/${key}`],
  [
    true,
    'cn-north-1',
    `https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/${key}`,
  ],
  [true, 'us-gov-west-1', `https://cloudformation-custom-resource-response-usgovwest1.s3.us-gov-west-1.amazonaws.com/`],
  [false, 'eu-west-1', `http://${bucket}.s3.eu-west-1.amazonaws.com/${key}`],
  [false, 'eu-west-1', `https://${bucket}.s3.eu-west-1.amazonaws.com:8443/${key}`],
  [false, 'eu-west-1', `https://me@${bucket}.s3.eu-west-1.amazonaws.com/${key}`],
  [false, 'eu-west-1', `https://${bucket}.s3.eu-west-1.amazonaws.com.evil.example/${key}`],
  [false, 'eu-west-1', `https://evil.example/${bucket}.s3.eu-west-1.amazonaws.com`],
  [false, 'eu-west-1', `https://mine.s3.eu-west-1.amazonaws.com/${bucket}`],
  [false, 'eu-west-1', `https://cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com/${key}`],
  [false, 'eu-west-1', `https://${bucket}-mine.s3.eu-west-1.amazonaws.com/${key}`],
  [false, 'eu-west-1', 'file:///etc/passwd'],
  [false, 'eu-west-1', 'nonsense'],
] as const)
  urls(`${expected ? 'accepts' : 'refuses'} ${url.slice(0, 100)} in ${region}`, () => {
    assert.is(createResponseUrlCheck({ AWS_REGION: region })(url), expected)
  })

urls('accepts only the endpoint of S3 where the environment sets one', () => {
  const accepts = createResponseUrlCheck({ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })
  assert.ok(accepts(`http://127.0.0.1:4566/${bucket}/${key}`))
  assert.not.ok(accepts(`https://${bucket}.s3.eu-west-1.amazonaws.com/${key}`))
})

urls.run()
