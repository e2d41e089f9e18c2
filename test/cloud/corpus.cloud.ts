import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { preview } from './command.ts'
import { changeSet } from './deploy.ts'
import { hooked, previewed } from './gated.ts'
import { macro, sam } from './websites.ts'

// Templates that we did not write: the change set of each holds what preview said. Named one by one, since LocalStack
// and AWS refuse others of the corpus as they are: without values of SSM, or with names that only SAM knows.
const paths = [
  'curbside-pickup/template.yaml',
  'custom-domains/rest/template.yaml',
  'typescript-test-samples/apigw-lambda-external/template.yaml',
  'apigw-log-analytic/monetization/template.yaml',
  'code/powertools/java/SampleSolution/template.yaml',
  'springboot/template.yaml',
  'api-workshop/workshop-assets/typescript/template.yaml',
  '1-app-deploy/sam-app/template.yaml',
  'Others_Labs/code/Survey-Survey/template.yaml',
  'resources/templates/sam-template-chapter-5.yaml',
  'nodejs18.x/serverless-api-backend/sam/template.yml',
  'nodejs24.x/web/{{cookiecutter.project_name}}/template.yaml',
  'nodejs24.x/hello-img/{{cookiecutter.project_name}}/template.yaml',
  'ruby/web/{{cookiecutter.project_name}}/template.yaml',
]
const corpus = suite('public templates')
const folder = new URL('../../../shared/corpus/events/', import.meta.url)

type Event = {
  fragment: { Parameters?: Record<string, { Default?: unknown }>; Resources: Record<string, unknown> }
  templateParameterValues: Record<string, string>
  _meta: { source: string; path: string; Transform: unknown }
}

const events = (existsSync(folder) ? readdirSync(folder).toSorted() : []).map(
  file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Event,
)
if (events.length === 0) console.error('SKIPPED: ../shared/corpus/events is not there, so no public template is tried.')

let gated = 0
const cloud = await startCloud()
corpus.after(cloud.stop)

const templateOf = ({ fragment, _meta }: Event): string => {
  const others = [_meta.Transform].flat().filter(name => typeof name === 'string' && name !== sam)
  return JSON.stringify({ ...fragment, Transform: [...others, macro, sam] })
}

for (const path of events.length > 0 ? paths : [])
  corpus(`${path}: gates what preview said, with the tags that preview said`, async () => {
    const event = events.find(({ _meta }) => _meta.path === path)
    assert.ok(event, 'not in the corpus')
    const template = templateOf(event)
    const name = `corpus-${paths.indexOf(path)}`
    const { processed, terminal } = await changeSet(cloud, name, template, {
      parameters: event.templateParameterValues,
    })
    assert.ok(processed, terminal)
    assert.equal(hooked(processed), previewed(preview(cloud, template)))
    gated += Object.keys(hooked(processed)).length
  })

corpus('are gated at all', () => {
  assert.ok(events.length === 0 || gated > paths.length, String(gated))
})

corpus.run()
