import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environmentName, parseEnvironment } from '../../schema/environment.ts'
import { matches } from '../../schema/matcher.ts'
import { parseSettings } from '../../schema/parse-settings.ts'
import { dotted } from '../../schema/sentence.ts'
import schema from '../../schema/settings.schema.json' with { type: 'json' }
import { defaults, fieldName, type SettingName, settingNames } from '../../schema/settings.ts'

const subject = 'Site.Metadata.WebsiteHealthcheck'
const place = { path: ['Resources', 'Site', 'Metadata', 'WebsiteHealthcheck'], nameOf: dotted(subject) }
const parse = suite('parseSettings')

for (const [written, settings] of [
  [
    { TimeoutSeconds: '5', Enabled: 'false' },
    { timeoutSeconds: 5, enabled: false },
  ],
  [
    { Enabled: 'True', Matcher: 200 },
    { enabled: true, matcher: '200' },
  ],
  [{ PayloadFormatVersion: 2 }, { payloadFormatVersion: '2.0' }],
  [{ PayloadFormatVersion: '1' }, { payloadFormatVersion: '1.0' }],
  [{ SearchString: true }, { searchString: 'true' }],
  [{ Enabled: 'False' }, { enabled: false }],
  [{}, {}],
] as const)
  parse(`takes ${JSON.stringify(written)} for ${JSON.stringify(settings)}`, () => {
    assert.equal(parseSettings(written, place), { settings, problems: [] })
  })

for (const [written, problem] of [
  [{ TimeoutSeconds: 0 }, 'TimeoutSeconds is 0; expected 1 to 300.'],
  [{ TimeoutSeconds: 301 }, 'TimeoutSeconds is 301; expected 1 to 300.'],
  [{ TimeoutSeconds: '5s' }, 'TimeoutSeconds is 5s; expected 1 to 300.'],
  [{ TimeoutSeconds: 'P5' }, 'TimeoutSeconds is P5; expected 1 to 300.'],
  [{ TimeoutSeconds: 1.5 }, 'TimeoutSeconds is 1.5; expected 1 to 300.'],
  [{ TimeoutSeconds: true }, 'TimeoutSeconds is true; expected 1 to 300.'],
  [{ TimeoutSeconds: null }, 'TimeoutSeconds is null; expected 1 to 300.'],
  [{ Enabled: 'no' }, 'Enabled is no; expected true or false.'],
  [{ Enabled: 1 }, 'Enabled is 1; expected true or false.'],
  [{ Method: 'PUT' }, 'Method is PUT; expected GET, HEAD or POST.'],
  [{ Path: 'up' }, 'Path is up; expected a path that begins with / and has no spaces, no # and only ASCII characters.'],
  [{ Matcher: '2xx' }, 'Matcher is 2xx; expected status codes such as 200, 200-399 or 200-299,404.'],
  [{ Matcher: '399-200' }, 'Matcher is 399-200; expected the lower status code first, as in 200-399.'],
  [{ Matcher: [[200]] }, 'Matcher is [[200]]; expected status codes such as 200, 200-399 or 200-299,404.'],
  [
    { Path: ['/up'] },
    'Path is ["/up"]; expected a path that begins with / and has no spaces, no # and only ASCII characters.',
  ],
  [{ Tiemout: 5 }, 'Tiemout is unknown; did you mean TimeoutSeconds?'],
  [{ path: '/x' }, 'path is unknown; did you mean Path?'],
  [{ AliasName: '12' }, 'AliasName is 12; expected letters, digits, - and _, with at least one that is not a digit.'],
] as const)
  parse(`says that ${problem}`, () => {
    const { settings, problems } = parseSettings({ ...written, Mode: 'Warn' }, place)
    const [key = ''] = Object.keys(written)
    const code = problem.includes('is unknown') ? 'Setting.Unknown' : 'Setting.Invalid'
    assert.equal(problems, [{ code, path: [...place.path, key], sentence: `${subject}.${problem}` }])
    assert.equal(settings, { mode: 'Warn' }, 'the rest is kept')
  })

for (const [written, found] of [
  [[], '[]'],
  ['on', 'on'],
  [null, 'null'],
] as const)
  parse(`asks for a map where ${found} stands`, () => {
    assert.equal(parseSettings(written, place).problems, [
      { code: 'Setting.Invalid', path: place.path, sentence: `${subject} is ${found}; expected a map.` },
    ])
  })

parse('takes a percent sign in a name for what it is', () => {
  assert.equal(
    parseSettings({ '%': 1, 'a/b~c': 1 }, place).problems.map(({ path }) => path.at(-1)),
    ['%', 'a/b~c'],
  )
})

parse('is not misled by names that every object has', () => {
  const { settings, problems } = parseSettings(JSON.parse('{"__proto__": {"Path": "/x"}, "constructor": 1}'), place)
  assert.equal([settings, problems.length], [{}, 2])
})

for (const name of settingNames)
  parse(`shows a value of ${name} as it is written, whatever every object has by that name`, () => {
    for (const value of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
      for (const { sentence } of parseSettings({ [name]: value }, place).problems)
        assert.match(sentence, `${name} is ${value}; expected `)
  })

parse.run()

const published = suite('settings.schema.json')

for (const name of settingNames) {
  const property = schema.properties[name]
  published(`${name} has a title, a description and examples that are valid`, () => {
    assert.ok(property.title && property.description && property.examples.length > 0)
    for (const example of [...property.examples, ...('default' in property ? [property.default] : [])])
      assert.equal(parseSettings({ [name]: example }, place), {
        settings: { [fieldName(name)]: example },
        problems: [],
      })
  })
}

published('has a default for everything but SearchString', () => {
  assert.equal(
    settingNames.filter(name => !(fieldName(name) in defaults)),
    ['SearchString'],
  )
})

published.run()

const environment = suite('parseEnvironment')

environment('reads each setting from a variable of its own', () => {
  assert.is(environmentName('HealthyThresholdCount' satisfies SettingName), 'HEALTHCHECK_HEALTHY_THRESHOLD_COUNT')
  assert.equal(parseEnvironment({ HEALTHCHECK_PATH: '/up', HEALTHCHECK_TIMEOUT_SECONDS: '9', PATH: '/bin' }), {
    settings: { path: '/up', timeoutSeconds: 9 },
    problems: [],
  })
})

environment('takes an empty variable for a parameter that was left empty', () => {
  assert.equal(parseEnvironment({ HEALTHCHECK_PATH: '' }), { settings: {}, problems: [] })
})

environment('names the stack where a parameter is wrong', () => {
  assert.equal(parseEnvironment({ HEALTHCHECK_MODE: 'off' }).problems, [
    {
      code: 'Setting.Invalid',
      path: ['Mode'],
      sentence: "The installed stack's Mode is off; expected Auto, Enforce, Compare or Warn.",
    },
  ])
  const [problem] = parseEnvironment({ HEALTHCHECK_MODE: 'off' }, environmentName).problems
  assert.is(problem?.sentence, 'HEALTHCHECK_MODE is off; expected Auto, Enforce, Compare or Warn.')
})

environment.run()

const matcher = suite('matches')

for (const [text, yes, no] of [
  ['200', [200], [199, 201, 404]],
  ['200-399', [200, 302, 399], [199, 400]],
  ['200-299, 404', [200, 299, 404], [300, 403]],
] as const)
  matcher(`${text} takes ${yes} and not ${no}`, () => {
    assert.equal(
      yes.map(code => matches(text, code)),
      yes.map(() => true),
    )
    assert.equal(
      no.map(code => matches(text, code)),
      no.map(() => false),
    )
  })

matcher.run()
