import { spawnSync } from 'node:child_process'

const script = `
import json, os, sys
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
class NoPolicies:
    def load(self): return {}
request = json.load(sys.stdin)
try:
    print(json.dumps({"template": transform(request["template"], request["parameters"], NoPolicies())}))
except InvalidDocumentException as error:
    print(json.dumps({"error": "; ".join(cause.message for cause in error.causes)}))
`

export type Resource = { Type: string; Condition?: string; Properties: Record<string, unknown> }
export type Translated = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> }

/** What AWS's own SAM translator makes of a template, as the last macro of CloudFormation's list. Throws what it says. */
export const translate = (python: string, template: unknown, parameters: Record<string, string> = {}): Translated => {
  const { stdout, stderr } = spawnSync(python, ['-c', script], {
    input: JSON.stringify({ template, parameters }),
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, PYTHONHASHSEED: '0' },
  })
  const answer = stdout ? (JSON.parse(stdout) as { template?: Translated; error?: string }) : { error: stderr }
  if (!answer.template) throw new Error(answer.error)
  return answer.template
}
