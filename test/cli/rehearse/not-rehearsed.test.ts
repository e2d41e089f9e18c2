import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen } from '../../../cli/rehearse/sandbox/loopback.ts'
import { commandsFor } from '../../../cli/rehearse/version/not-rehearsed.ts'
import { type Files, inline, runRehearse, site, template, writeFiles } from './run-rehearse.ts'

const answering = (statusCode: number) => inline(`exports.handler = async () => ({ statusCode: ${statusCode} })`)
const ruby = site('CodeUri: src', 'Ruby', 'ruby3.4')

const beside = suite('a function that does not run here')

beside(
  'does not stop the others: it is listed with the commands that rehearse it, and the exit code is 2',
  async () => {
    const { code, out } = await runRehearse({ 'template.yaml': template(site(answering(200)), ruby) })
    assert.is(code, 2)
    assert.match(out, /Succeeded Site:2 GET \/healthcheck -> 200/)
    assert.match(
      out,
      /\nRuby is not rehearsed:\n {2}template\.yaml:\d+:\d+ Ruby\.Runtime is ruby3\.4, which does not run here\./,
    )
    assert.match(
      out,
      /\n {2}sam local start-lambda\n {2}codedeployhook rehearse template.yaml --function Ruby --endpoint-url http:\/\/127\.0\.0\.1:3001\n/,
    )
    assert.match(out, /Rehearsal Incomplete \(1 of 1 function healthy; 1 not rehearsed\)\n$/)
  },
)

beside('does not hide that another one fails: the exit code is 1', async () => {
  const { code, out } = await runRehearse({ 'template.yaml': template(site(answering(500)), ruby) })
  assert.is(code, 1)
  assert.match(out, /Deployment Failed \(0 of 1 function healthy; 1 not rehearsed\)/)
})

beside('is told from a failed one in JSON and JUnit', async () => {
  const files = { 'template.yaml': template(site(answering(200)), ruby) }
  const json = JSON.parse((await runRehearse(files, ['--format', 'json'])).out)
  assert.equal([json.status, json.functions.length, json.notRehearsed[0].logicalId], ['Incomplete', 1, 'Ruby'])
  const { out } = await runRehearse(files, ['--format', 'junit'])
  assert.match(out, /tests="2" failures="0" errors="1"/)
})

for (const [title, properties, runtime] of [
  ['a container image', 'PackageType: Image', 'nodejs24.x'],
  ['layers', `Layers: [!Ref L]\n      ${answering(200)}`, 'nodejs24.x'],
  ['Ruby', 'CodeUri: src', 'ruby3.4'],
  ['.NET', 'CodeUri: src', 'dotnet8'],
] as const)
  beside(`alone, for ${title}, exits 2 with the commands that rehearse it`, async () => {
    const { code, out, err } = await runRehearse({ 'template.yaml': template(site(properties, 'Site', runtime)) })
    assert.equal([code, out], [2, ''])
    assert.match(
      err,
      /run sam local start-lambda in one terminal, and in another: codedeployhook rehearse template.yaml/,
    )
  })

beside('is a durable one, which its author wired to the hook', async () => {
  const wired = `AutoPublishAlias: live
      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }
      DurableConfig: { ExecutionTimeout: 9 }
      ${answering(200)}`
  const text = template(site(wired)).replace('WebsiteHealthcheck, ', '')
  const { code, err } = await runRehearse({ 'template.yaml': text })
  assert.is(code, 2)
  assert.match(err, /Site is a durable function, whose executions are not kept here\./)
})

for (const [file, start] of [
  ['template.yml', 'sam local start-lambda'],
  ['.aws-sam/build/template.yaml', 'sam local start-lambda'],
  ['services/shop/template.yaml', 'sam local start-lambda --template services/shop/template.yaml'],
  ["it's.yaml", "sam local start-lambda --template 'it'\\''s.yaml'"],
] as const)
  beside(`is started from ${file}: ${start}`, () => {
    const [command] = commandsFor(file, [{ logicalId: 'Ruby', reason: '', elsewhere: true }])
    assert.is(command, start)
  })

beside.run()

const lacking = suite('what Lambda has and this machine lacks')

/** A Python that finds nothing but its own library. */
const bare = `#!/bin/sh\nexec ${execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()} -S "$@"\n`
const bin = writeFiles(mkdtempSync(join(tmpdir(), 'bare-python-')), { python3: [bare, 0o755] })
const withoutPackages = { env: { PATH: `${bin}:${process.env.PATH}` } }
const python = (code: string) => site(inline(code), 'Site', 'python3.13')
const answersIn = (lines: string) => `${lines}\ndef handler(event, context):\n    return {"statusCode": 200}`

for (const [title, files, command] of [
  [
    'boto3',
    { 'template.yaml': template(python(answersIn('import boto3'))) },
    "imports boto3, which Lambda's python3.13 provides and this machine does not have; run python3 -m pip install boto3.",
  ],
  [
    'boto3 within a handler that survives it',
    {
      'template.yaml': template(
        python(
          'def handler(event, context):\n    try:\n        import botocore.config\n    except ImportError:\n        pass\n    return {"statusCode": 200}',
        ),
      ),
    },
    'run python3 -m pip install boto3.',
  ],
  [
    'the AWS SDK in CommonJS',
    { 'template.yaml': template(site(inline("require('@aws-sdk/client-nothing')"))) },
    'run npm install --save-dev @aws-sdk/client-nothing.',
  ],
  [
    'the AWS SDK in an ES module',
    { 'template.yaml': template(site(inline("import '@aws-sdk/client-nothing'\nexport const handler = 1"))) },
    'run npm install --save-dev @aws-sdk/client-nothing.',
  ],
  [
    'the AWS SDK within a handler',
    {
      'template.yaml': template(
        site(inline("exports.handler = () => import('@aws-sdk/lib-none').catch(() => ({ statusCode: 500 }))")),
      ),
    },
    'run npm install --save-dev @aws-sdk/lib-none.',
  ],
  [
    'a package that the package.json of the project declares',
    {
      'template.yaml': template(site('CodeUri: src')),
      'package.json': '{"dependencies":{"no-such-package":"1"}}',
      'src/index.js': "require('no-such-package/deep')",
    },
    'imports no-such-package, which is not installed; run npm install',
  ],
  [
    'a distribution that the requirements.txt of the project declares',
    {
      'template.yaml': template(site('CodeUri: src', 'Site', 'python3.13')),
      'requirements.txt': 'no-such_package>=1',
      'src/index.py': 'import no_such_package',
    },
    'imports no_such_package, which is not installed; run python3 -m pip install -r',
  ],
  [
    'a package that comes along with one that is declared and not installed',
    {
      'template.yaml': template(site('CodeUri: src')),
      'package.json': '{"dependencies":{"no-such-package":"1"}}',
      'src/index.js': "require('no-such-other')",
    },
    'imports no-such-other, which is not installed; run npm install',
  ],
  [
    'a module that is not called as the distribution that the project declares',
    {
      'template.yaml': template(site('CodeUri: src', 'Site', 'python3.13')),
      'pyproject.toml': '[project]\ndependencies = ["no-such-package>=1"]',
      'src/index.py': 'import no_such_module',
    },
    'imports no_such_module, which is not installed; run python3 -m pip install ',
  ],
] as const)
  lacking(`${title}: exits 2 with the command that installs it`, async () => {
    const { code, err } = await runRehearse({ ...(files as Files) }, [], withoutPackages)
    assert.is(code, 2, err)
    assert.ok(err.includes(command), err)
  })

lacking('is named with a command that a shell takes, where the folder has a space', async () => {
  const { err } = await runRehearse({
    'template.yaml': template(site('CodeUri: my site')),
    'my site/package.json': '{"dependencies":{"no-such-package":"1"}}',
    'my site/index.js': '',
  })
  assert.match(err, /run npm install --prefix '[^']*\/my site', or sam build\./)
})

for (const [title, files] of [
  ['Node.js', { 'template.yaml': template(site(inline("require('no-such-package')"))) }],
  ['Python', { 'template.yaml': template(python('import no_such_package')) }],
] as const)
  lacking(`does not cover undeclared packages: a release of ${title} that misses it fails`, async () => {
    assert.is((await runRehearse(files)).code, 1)
  })

const calling = (onError: string) =>
  inline(`exports.handler = async () => {
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=REHEARSAL/20260101/us-east-1/dynamodb/aws4_request' }
  const { status } = await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: '{}', headers })
  return { statusCode: status === 200 ? 200 : ${onError} }
}`)

lacking('is AWS: a function that fails without it is not rehearsed, and the service is named', async () => {
  const { code, err } = await runRehearse({ 'template.yaml': template(site(calling('500'))) })
  assert.is(code, 2)
  assert.match(err, /Site calls dynamodb, and there is no AWS in a rehearsal; set AWS_ENDPOINT_URL .* --env-vars\./)
})

for (const [title, runtime, code] of [
  ['Node.js', 'nodejs24.x', "exports.handler = async () => { await fetch('http://no-such-host.invalid/') }"],
  [
    'a connection of Node.js',
    'nodejs22.x',
    "exports.handler = (_, context, done) => require('net').connect(1, 'no-such-host.invalid').on('error', done)",
  ],
  [
    'Python',
    'python3.13',
    'import urllib.request\ndef handler(event, context):\n    urllib.request.urlopen("http://no-such-host.invalid/")',
  ],
] as const)
  lacking(
    `is a host: in ${title}, a function that fails without it is not rehearsed, and the host is named`,
    async () => {
      const { code: exitCode, err } = await runRehearse({
        'template.yaml': template(site(inline(code), 'Site', runtime)),
      })
      assert.is(exitCode, 2)
      assert.match(err, /Site cannot reach no-such-host\.invalid from this machine\./)
    },
  )

for (const [title, runtime, code] of [
  ['Node.js', 'nodejs24.x', "exports.handler = () => fetch('https://no-such.us-east-1.amazonaws.com')"],
  [
    'Python',
    'python3.13',
    'import socket\ndef handler(event, context):\n    socket.create_connection(("no-such.us-east-1.amazonaws.com", 443), 1)',
  ],
] as const)
  lacking(`is AWS, also by its own host as an older SDK for ${title} calls it`, async () => {
    const { code: exitCode, err } = await runRehearse({
      'template.yaml': template(site(inline(code), 'Site', runtime)),
    })
    assert.is(exitCode, 2)
    assert.match(err, /Site calls no-such\.us-east-1\.amazonaws\.com, and there is no AWS in a rehearsal/)
  })

const listening = (port: number) =>
  inline(`const ready = new Promise((done, fail) => require('net').createServer().on('error', fail).listen(${port}, '127.0.0.1', done))
exports.handler = async () => { await ready; return { statusCode: 500 } }`)

lacking('is a port that another program has', async () => {
  const { url, close } = await listen(createServer())
  const { code, err } = await runRehearse({ 'template.yaml': template(site(listening(Number(new URL(url).port)))) })
  assert.is(code, 2)
  assert.match(err, /Site listens on port \d+, which is taken on this machine\./)
  await close()
})

lacking('is not a port that both versions listen on, one after the other', async () => {
  const { url, close } = await listen(createServer())
  await close()
  const text = template(site(listening(Number(new URL(url).port))))
  const { out } = await runRehearse({ 'template.yaml': text }, ['--live', 'template.yaml'])
  assert.match(out, /Answer {14}version 2: 500 (.|\n)*Answer {14}version 1: 500 /)
})

lacking('is the value of a variable: a function that fails with its stand-in is not rehearsed', async () => {
  const code = inline("exports.handler = async () => { throw new Error('cannot connect to ' + process.env.DATABASE) }")
  const text = template(site(`Environment: { Variables: { DATABASE: !GetAtt Db.Endpoint.Address } }\n      ${code}`))
  const { code: exitCode, err } = await runRehearse({ 'template.yaml': text })
  assert.is(exitCode, 2)
  assert.match(err, /Site needs DATABASE, whose value is known only after deployment; set it with --env-vars\./)
})

for (const [statusCode, code] of [
  [500, 2],
  [200, 0],
] as const)
  lacking(`is a mounted file system: exits ${code} where the function answers ${statusCode} without it`, async () => {
    const mounting = `FileSystemConfigs: [{ Arn: a, LocalMountPath: /mnt/a }]\n      ${answering(statusCode)}`
    assert.is((await runRehearse({ 'template.yaml': template(site(mounting)) })).code, code)
  })

lacking('is AWS: the user may give one by --env-vars, without AWS_ENDPOINT_URL in the template', async () => {
  const aws = createServer((_, response) => response.end('{}'))
  const { url, close } = await listen(aws)
  const env = { Parameters: { AWS_ENDPOINT_URL: url } }
  const files = { 'template.yaml': template(site(calling('500'))), 'env.json': JSON.stringify(env) }
  const { code, err } = await runRehearse(files, ['--env-vars', 'env.json'])
  assert.equal([code, err], [0, ''])
  await close()
})

lacking('is AWS: a function that answers without it is rehearsed', async () => {
  assert.is((await runRehearse({ 'template.yaml': template(site(calling('204'))) })).code, 0)
})

for (const folder of ['src/', ''])
  lacking(`is not a declared package that is in ${folder}node_modules`, async () => {
    const { code, out, err } = await runRehearse({
      'template.yaml': template(site('CodeUri: src')),
      'src/package.json': '{"dependencies":{"mine":"1"}}',
      'src/index.js': "exports.handler = async () => ({ statusCode: require('mine') })",
      [`${folder}node_modules/mine/index.js`]: 'module.exports = 204',
    })
    assert.is(code, 0, err)
    assert.match(out, /-> 204/)
  })

lacking('may be in the node_modules of the project', async () => {
  const { code, out } = await runRehearse({
    'template.yaml': template(site(inline("exports.handler = async () => ({ statusCode: require('@aws-sdk/mine') })"))),
    'node_modules/@aws-sdk/mine/index.js': 'module.exports = 204',
  })
  assert.is(code, 0)
  assert.match(out, /-> 204/)
})

for (const [title, requirements, missing] of [
  ['a version', 'no-such-package==1.0', ['no-such-package']],
  ['an extra', 'no-such-package[x]', ['no-such-package']],
  ['an address', 'no-such-package @ https://example.com/a.zip', ['no-such-package']],
  ['a hash', 'no-such-package==1 \\\n  --hash=sha256:1', ['no-such-package']],
  ['another file', '-r more.txt', ['no-such-other']],
  ['a marker that does not apply', 'no-such-package; sys_platform == "none"', []],
  ['an address alone', 'git+https://example.com/no-such-package', []],
  ['a comment', '# no-such-package', []],
] as const)
  lacking(`is told by a requirement with ${title}`, async () => {
    const { code, err } = await runRehearse({
      'template.yaml': template(site('CodeUri: src', 'Site', 'python3.13')),
      'src/index.py': answersIn(''),
      'src/requirements.txt': requirements,
      'src/more.txt': 'no-such-other',
    })
    assert.is(code, missing.length > 0 ? 2 : 0)
    for (const name of missing) assert.ok(err.includes(`Site.CodeUri needs ${name}, which is not installed`), err)
  })

for (const dependencies of ['[" no-such-package"]', '[{ name = "x" }, "no-such-package"]', '["", "no-such-package"]'])
  lacking(`is told by the dependencies ${dependencies} of pyproject.toml`, async () => {
    const { code, err } = await runRehearse({
      'template.yaml': template(site('CodeUri: src', 'Site', 'python3.13')),
      'src/index.py': answersIn(''),
      'src/pyproject.toml': `[project]\ndependencies = ${dependencies}`,
    })
    assert.is(code, 2)
    assert.match(err, /Site\.CodeUri needs no-such-package, which is not installed/)
  })

lacking.after(() => rmSync(bin, { recursive: true }))
lacking.run()

const custom = suite('a custom runtime')

const bootstrap = `#!/usr/bin/env node
const root = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/'
const serve = async () => {
  const next = await fetch(root + 'next')
  const { rawPath } = await next.json()
  const body = JSON.stringify({ statusCode: 200, body: process.env._HANDLER + rawPath })
  await fetch(root + next.headers.get('lambda-runtime-aws-request-id') + '/response', { method: 'POST', body })
  return serve()
}
serve()
`
const provided = template(site('CodeUri: src', 'Site', 'provided.al2023'))

custom('runs its own bootstrap', async () => {
  const { code, out } = await runRehearse({ 'template.yaml': provided, 'src/bootstrap': [bootstrap, 0o755] })
  assert.is(code, 0)
  assert.match(out, /200 index\.handler\/healthcheck/)
})

/** The header of a program of Linux for a processor that no machine has. */
const elf = `\x7fELF\u0002\u0001\u0001${'\0'.repeat(9)}\u0002\0\u007f\0`

for (const [title, files, sentence] of [
  ['is not built', { 'src/main.go': '' }, 'but there is no '],
  ['is not executable', { 'src/bootstrap': bootstrap }, 'is not executable; run chmod +x '],
  ['is for another processor', { 'src/bootstrap': [elf, 0o755] }, 'is a program for linux of another processor'],
  [
    'misses its library',
    { 'src/bootstrap': ["#!/bin/sh\necho 'a: error while loading shared libraries: b' >&2; exit 127", 0o755] },
    'does not start on this machine',
  ],
] as const)
  custom(`that ${title} exits 2`, async () => {
    const { code, err } = await runRehearse({ 'template.yaml': provided, ...(files as Files) })
    assert.is(code, 2)
    assert.ok(err.includes(sentence), err)
  })

custom('that exits is a release that fails', async () => {
  const { code, out } = await runRehearse({ 'template.yaml': provided, 'src/bootstrap': ['#!/bin/sh\nexit 3', 0o755] })
  assert.is(code, 1)
  assert.match(out.replace(/\s+/g, ' '), /Runtime exited with error: exit status 3/)
})

custom.run()

const newer = suite('code for a newer Node.js')

for (const [runtime, code] of [
  ['nodejs99.x', 2],
  ['nodejs18.x', 1],
] as const)
  newer(`that does not parse exits ${code} for ${runtime}`, async () => {
    const text = template(site(inline('exports.handler = ('), 'Site', runtime))
    assert.is((await runRehearse({ 'template.yaml': text })).code, code)
  })

newer.run()

const java = suite('Java')

/** A java that is a client of the Runtime API, whatever its arguments, and a home with AWS's client. */
const javaHome = writeFiles(mkdtempSync(join(tmpdir(), 'java-')), {
  java: [
    bootstrap
      .replace('\n', "\nif (process.argv.includes('-version')) process.exit()\n")
      .replace(
        'process.env._HANDLER',
        'process.argv[3].split(/[:/]/).filter(part => /[*]|jar/.test(part)) + process.argv[5]',
      ),
    0o755,
  ],
  ...Object.fromEntries(
    ['runtime-interface-client', 'core', 'serialization'].flatMap(part =>
      ['1.9.0', '1.10.0'].map(version => [
        `.m2/repository/com/amazonaws/aws-lambda-java-${part}/${version}/aws-lambda-java-${part}-${version}.jar`,
        '',
      ]),
    ),
  ),
})
const javaEnv = { PATH: `${javaHome}:${process.env.PATH}`, HOME: javaHome }
const javaTemplate = template(site('CodeUri: src', 'Site', 'java21').replace('index.handler', 'a.App::handle'))
const isLinux = process.platform === 'linux' ? java : java.skip

isLinux('runs by the client in the repository of Maven, the newest one', async () => {
  const files = { 'template.yaml': javaTemplate, 'src/a/App.class': '' }
  const { code, out } = await runRehearse(files, ['--format', 'json'], { env: javaEnv })
  assert.is(code, 0, out)
  assert.match(out, /200 \*,aws-lambda-java-runtime-interface-client-1\.10\.0\.jar,aws-lambda-java-core-1\.10\.0\.jar/)
})

isLinux('without its client exits 2 with the command that installs it', async () => {
  const files = { 'template.yaml': javaTemplate, 'src/a/App.class': '' }
  const { code, err } = await runRehearse(files, [], { env: { ...javaEnv, HOME: '/nowhere' } })
  assert.is(code, 2)
  assert.match(err, /run mvn dependency:get -Dartifact=com\.amazonaws:aws-lambda-java-runtime-interface-client:/)
  assert.match(err, /sam local start-lambda/)
})

java('that is not built exits 2', async () => {
  const { code, err } = await runRehearse({ 'template.yaml': javaTemplate, 'src/a/App.java': '' }, [], { env: javaEnv })
  assert.is(code, 2)
  assert.match(err, /but there is no .*src\/a\/App\.class; run sam build first\./)
})

java.after(() => rmSync(javaHome, { recursive: true }))
java.run()
