import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Comparison, compare, type Probed, type Rank, rankOf } from '../../healthcheck/compare.ts'
import { comparisonSentence, worseSentence } from '../../healthcheck/comparison-sentence.ts'
import { accepts, answers, hangs, malformed, throwing } from '../helpers/probed.ts'

const accepted = accepts(200)
const lacksText: Probed = {
  kind: 'unhealthy',
  reason: 'Healthcheck.SearchStringNotFound',
  statusCode: 200,
  searchString: 'OK',
  method: 'GET',
}
const initTimeout = 'INIT_REPORT Init Duration: 9999.12 ms\tPhase: init\tStatus: timeout'

const rank = suite('rankOf')

for (const [title, verdict, expected] of [
  ['a module that is missing', throwing('Runtime.ImportModuleError'), 'cannotStart'],
  ['a handler that is missing', throwing('Runtime.HandlerNotFound'), 'cannotStart'],
  ['a syntax error', throwing('Runtime.UserCodeSyntaxError'), 'cannotStart'],
  ['a process that ends', throwing('Runtime.ExitError'), 'cannotStart'],
  ['a start that takes too long', throwing('Sandbox.Timedout', 'Task timed out', [initTimeout]), 'cannotStart'],
  [
    'a start that fails',
    throwing('Error', 'no', ['START', 'INIT_REPORT Status: error Error Type: Error']),
    'cannotStart',
  ],
  ['an error after a start that went well', throwing('TypeError', 'no', ['INIT_REPORT Init Duration: 9 ms']), 'fails'],
  ['an error of a handler that logs a status', throwing('TypeError', 'no', ['job 7 Status: error']), 'fails'],
  ['an error of the handler', throwing('TypeError', 'no', ['START', 'END']), 'fails'],
  ["the function's own timeout", throwing('Sandbox.Timedout'), 'fails'],
  ['a version that hangs', hangs, 'fails'],
  ['a malformed response', malformed, 'fails'],
  ['a server error', answers(503), 'serverError'],
  ['a client error', answers(404), 'otherAnswer'],
  ['a body without the text', lacksText, 'otherAnswer'],
  ['what the Matcher accepts', accepted, 'accepted'],
] as const satisfies [string, Probed, Rank][])
  rank(`of ${title} is ${expected}`, () => {
    assert.is(rankOf(verdict), expected)
  })

rank.run()

const comparison = suite('compare')

for (const [title, newVersion, liveVersion, relation] of [
  ['the same status code', answers(500), answers(500), 'same'],
  ['another status code of the same rank', answers(500), answers(503), 'different'],
  ['another client error', answers(401), answers(404), 'different'],
  ['a server error after a client error', answers(500), answers(404), 'worse'],
  ['a client error after a server error', answers(404), answers(500), 'better'],
  ['a throw after a server error', throwing('TypeError'), answers(500), 'worse'],
  ['a version that cannot start after a throw', throwing('Runtime.ExitError'), throwing('TypeError'), 'worse'],
  ['the same error, by another message', throwing('TypeError', 'a'), throwing('TypeError', 'b'), 'same'],
  ['another error', throwing('KeyError'), throwing('TypeError'), 'different'],
  ['a time-out after an error', hangs, throwing('TypeError'), 'different'],
  ['two that hang', hangs, hangs, 'same'],
  ["a time-out after the function's own", hangs, throwing('Sandbox.Timedout'), 'same'],
  ['a malformed response after an error', malformed, throwing('TypeError'), 'different'],
  ['a body without the text after another status code', lacksText, answers(404), 'different'],
  ['a body without the text after a refused 200', lacksText, answers(200), 'different'],
  ['anything after what is accepted', answers(404), accepted, 'worse'],
  ['two that are accepted', accepted, { ...accepted, statusCode: 302 }, 'same'],
] as const satisfies [string, Probed, Probed, Comparison['relation']][])
  comparison(`${title} is ${relation}`, () => {
    assert.is(compare(newVersion, liveVersion).relation, relation)
  })

comparison.run()

const sentence = suite('comparisonSentence')

for (const [newVersion, liveVersion, expected] of [
  [answers(500), accepted, 'The live version 11 answers 200 to the same request, so this release is the cause.'],
  [answers(500), answers(500), /^The live version 11 fails in the same way, so look beyond this release: /],
  [throwing('A'), throwing('A'), /^The live version 11 fails in the same way, /],
  [
    answers(500),
    answers(404),
    'The live version 11 fails the check too, but in another way, which does not show the cause: The status code is 404; expected 200-399.',
  ],
  [
    answers(500),
    throwing('TypeError'),
    'The live version 11 fails the check too, but in another way, which does not show the cause: The function failed: TypeError: no.',
  ],
] as const)
  sentence(String(expected), () => {
    const text = comparisonSentence('11', newVersion, liveVersion)
    if (typeof expected === 'string') assert.is(text, expected)
    else assert.match(text, expected)
  })

sentence.run()

const worse = suite('worseSentence')

for (const [newVersion, liveVersion, expected] of [
  [answers(500), accepted, 'The live version 11 answers 200 to the same request, so this release is the cause.'],
  [
    answers(500),
    answers(404),
    'The live version 11 fails the check too, but its answer is better: The status code is 404; expected 200-399.',
  ],
  [
    throwing('A'),
    throwing('B'),
    'The live version 11 fails too, but with another error, and a release that cannot start may look like this: The function failed: B: no.',
  ],
] as const)
  worse(expected, () => {
    assert.is(worseSentence('11', newVersion, liveVersion), expected)
  })

worse.run()
