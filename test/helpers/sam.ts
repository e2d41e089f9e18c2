import { spawnSync } from 'node:child_process'

const script = `
import json, os, sys
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
class NoPolicies:
    def load(self): return {}
def answer(request):
    try:
        return {"template": transform(request["template"], request["parameters"], NoPolicies())}
    except InvalidDocumentException as error:
        return {"error": "; ".join(cause.message for cause in error.causes)}
    # an application of the repository, which only AWS knows
    except Exception as error:
        return {"error": repr(error)}
print(json.dumps([answer(request) for request in json.load(sys.stdin)]))
`

export type Resource = { Type: string; Condition?: string; Properties: Record<string, unknown> }
export type Translated = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> }

type Request = { template: unknown; parameters?: Record<string, string> }

/** What AWS's own SAM translator makes of templates, as the last macro of CloudFormation's list. Throws what it says. */
export const translateAll = (python: string, requests: Request[]): Translated[] =>
  translateEach(python, requests).map(answer => {
    if ('error' in answer) throw new Error(answer.error)
    return answer.template
  })

/** The same, with what SAM says where it refuses a template. */
export const translateEach = (
  python: string,
  requests: Request[],
): ({ template: Translated } | { error: string })[] => {
  const { stdout, stderr } = spawnSync(python, ['-c', script], {
    input: JSON.stringify(requests.map(({ template, parameters = {} }) => ({ template, parameters }))),
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, PYTHONHASHSEED: '0' },
  })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** {@link translateAll} of one template. */
export const translate = (python: string, template: unknown, parameters: Record<string, string> = {}): Translated => {
  const [translated] = translateAll(python, [{ template, parameters }])
  if (!translated) throw new Error('The translator gave no template.')
  return translated
}

/** A template as `aws cloudformation package` leaves it: the code of every function in S3 instead of in a folder. */
export const packaged = <Template>(template: Template): Template =>
  JSON.parse(JSON.stringify(template), (key, value) =>
    key === 'CodeUri' && typeof value === 'string' ? `s3://bucket/${value}` : value,
  )
