import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../cli/check/lint.ts'
import { levelOf } from '../../cli/check/rule.ts'
import { jsonOf } from '../../cli/preview/json.ts'
import { previewOf } from '../../cli/preview/preview.ts'
import { dump } from '../../cli/preview/short-form.ts'
import { textOf } from '../../cli/preview/text.ts'
import { yamlOf } from '../../cli/preview/yaml.ts'
import { parseTemplate } from '../../cli/template/template.ts'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { macroName } from '../../schema/macro-name.ts'

/** Macro events made from public templates, where they are next to the repository. */
const folder = new URL('../../../shared/corpus/events/', import.meta.url)
const files = existsSync(folder) ? readdirSync(folder) : []
if (files.length === 0) console.error('SKIPPED: ../shared/corpus/events is not there, so no public template is tried.')

// every tenth: all of them take a quarter of a minute
const sample = files.filter((_, i) => process.env.CORPUS === 'all' || i % 10 === 0)
const sources = sample.map(file => {
  const { fragment } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  const Transform = [macroName, 'AWS::Serverless-2016-10-31']
  const text = dump({ Transform, ...fragment })
  return {
    file,
    value: { Transform, ...fragment },
    source: { template: parseTemplate(text, file, '/'), overrides: {}, region: 'eu-central-1' },
  }
})

const corpus = suite('preview and check on public templates')

corpus('a template is the same after it was written in short form', () => {
  for (const { file, value, source } of sources) assert.equal(source.template.value, value, file)
})

corpus("preview's answer is the macro's, and so is its template", () => {
  for (const { file, value, source } of sources) {
    const { Transform: _, ...fragment } = value
    const {
      plans,
      problems,
      fragment: answer,
    } = transform(
      { fragment, templateParameterValues: defaultsOf(fragment) },
      worldOf({}, () => {}),
    )
    const preview = previewOf(source, {})
    assert.equal(preview.plans, plans, file)
    assert.equal(
      preview.problems.map(({ code, sentence }) => [code, sentence]),
      problems.map(({ code, sentence }) => [code, sentence]),
      file,
    )
    assert.ok(textOf(preview, (_, text) => text).endsWith('\n') && JSON.parse(jsonOf(preview)), file)
    if (preview.refusal) continue
    const { text, losesComments } = yamlOf(preview)
    const { Transform, ...written } = parseTemplate(text, file, '/').value
    assert.ok(isDeepStrictEqual(written, answer), file)
    assert.equal([losesComments, Transform], [false, ['AWS::Serverless-2016-10-31']], file)
  }
})

corpus('check places every finding in the text, and knows every refusal of the macro', () => {
  for (const { file, source } of sources) {
    const lines = source.template.text.split('\n')
    const { problems } = previewOf(source, {})
    const findings = lint(source, {})
    for (const { rule, position, message } of findings) {
      assert.ok(position.line <= lines.length && position.column <= (lines[position.line - 1]?.length ?? 0) + 1, file)
      assert.is.not(rule.id, 'WHE2004', `${file}: ${message}`)
    }
    assert.is(
      findings.some(({ rule }) => levelOf(rule) === 'error'),
      problems.length > 0,
      file,
    )
  }
})

const defaultsOf = (fragment: { Parameters?: Record<string, { Type?: string; Default?: unknown }> }) =>
  Object.fromEntries(
    Object.entries(fragment.Parameters ?? {}).flatMap(([name, { Type = '', Default }]) =>
      Default === undefined || Default === null
        ? []
        : [[name, /^(CommaDelimitedList|List<)/.test(Type) ? String(Default).split(/ *, */) : String(Default)]],
    ),
  )

corpus.run()
