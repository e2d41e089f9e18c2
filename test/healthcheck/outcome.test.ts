import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Probed, rankOf, ranks } from '../../healthcheck/compare.ts'
import { mayHaveLost, type Outcome, outcomeOf } from '../../healthcheck/outcome.ts'
import { outcomeWords } from '../../healthcheck/outcome-words.ts'
import { accepts, answers, hangs, malformed, throwing } from '../helpers/probed.ts'

const cannotStart = throwing('Runtime.ImportModuleError')

const outcome = suite('outcomeOf')

for (const [title, next, live, expected] of [
  ['an accepted answer needs no comparison', accepts(200), undefined, undefined],
  ['nor beside one that is not', accepts(200), answers(404), undefined],
  ['two that are accepted are alike', accepts(200), accepts(302), undefined],
  ['404 beside 404 is no worse', answers(404), answers(404), 'noWorse'],
  ['401 beside 404 is no worse', answers(401), answers(404), 'noWorse'],
  ['404 beside 400 is no worse', answers(404), answers(400), 'noWorse'],
  ['404 beside 101 is no worse', answers(404), answers(101), 'noWorse'],
  ['404 beside what is accepted is worse', answers(404), accepts(200), 'worse'],
  ['500 beside 404 is worse', answers(500), answers(404), 'worse'],
  ['500 beside what is accepted is worse', answers(500), accepts(404), 'worse'],
  ['a throw beside 404 is worse', throwing('TypeError'), answers(404), 'worse'],
  ['silence beside 404 is worse', hangs, answers(404), 'worse'],
  ['a malformed response beside 404 is worse', malformed, answers(404), 'worse'],
  ['a version that cannot start beside 404 is worse', cannotStart, answers(404), 'worse'],
  ['500 beside 503 tells nothing', answers(500), answers(503), 'toldNothing'],
  ['404 beside 500 tells nothing', answers(404), answers(500), 'toldNothing'],
  ['500 beside a throw tells nothing', answers(500), throwing('TypeError'), 'toldNothing'],
  ['the same throw tells nothing', throwing('TypeError', 'a'), throwing('TypeError', 'b'), 'toldNothing'],
  ['another throw is worse', throwing('KeyError'), throwing('TypeError'), 'worse'],
  ['a throw beside 500 is worse', throwing('TypeError'), answers(500), 'worse'],
  ['a throw beside a version that cannot start tells nothing', throwing('TypeError'), cannotStart, 'toldNothing'],
  ['the same failure to start tells nothing', cannotStart, cannotStart, 'toldNothing'],
  ['another failure to start is worse', throwing('Runtime.ExitError'), cannotStart, 'worse'],
  ['silence beside silence tells nothing', hangs, hangs, 'toldNothing'],
  ["silence beside the function's own timeout too", hangs, throwing('Sandbox.Timedout'), 'toldNothing'],
  ['silence beside a throw is worse', hangs, throwing('TypeError'), 'worse'],
  ['a malformed response beside a throw is worse', malformed, throwing('TypeError'), 'worse'],
  ['404 beside 200, both accepted, is a loss', accepts(404), accepts(200), 'lost'],
  ['404 beside 302, both refused, is a loss', answers(404), answers(302), 'lost'],
  ['404 beside 204 where only 200 is accepted', answers(404), answers(204), 'lost'],
  ['404 beside 401, both accepted, is none', accepts(404), accepts(401), undefined],
  ['an answer below 500 passes alone', answers(404), undefined, 'alone'],
  ['500 does not pass alone', answers(500), undefined, 'worse'],
  ['a throw does not pass alone', throwing('TypeError'), undefined, 'worse'],
  ['a malformed response does not pass alone', malformed, undefined, 'worse'],
  ['silence does not pass alone', hangs, undefined, 'worse'],
] as const satisfies [string, Probed, Probed | undefined, Outcome | undefined][])
  outcome(title, () => {
    assert.is(outcomeOf(next, live), expected)
  })

const verdicts = fc.oneof(
  fc.integer({ min: 100, max: 599 }).map(accepts),
  fc.integer({ min: 100, max: 599 }).map(answers),
  fc
    .constantFrom('TypeError', 'KeyError', 'Runtime.ExitError', 'Runtime.ImportModuleError', 'Sandbox.Timedout')
    .map(name => throwing(name)),
  fc.constantFrom(hangs, malformed),
)
const passes = (next: Probed, live: Probed | undefined): boolean =>
  next.kind === 'healthy' || outcomeOf(next, live) !== 'worse'

outcome('is never weaker than the Matcher where the live version is healthy', () => {
  fc.assert(
    fc.property(verdicts, verdicts, (next, live) => {
      if (live.kind === 'healthy') assert.is(passes(next, live), next.kind === 'healthy')
    }),
  )
})

outcome('lets pass what the Matcher accepts, whatever the live version does', () => {
  fc.assert(
    fc.property(verdicts, fc.option(verdicts, { nil: undefined }), (next, live) => {
      if (next.kind === 'healthy') assert.not.equal(outcomeOf(next, live), 'worse')
    }),
  )
})

outcome('lets the very version that is live pass, whatever it does', () => {
  fc.assert(fc.property(verdicts, verdict => assert.ok(passes(verdict, verdict))))
})

outcome('never lets a lower rank pass than the live version has', () => {
  fc.assert(
    fc.property(verdicts, verdicts, (next, live) => {
      const worse = ranks.indexOf(rankOf(next)) < ranks.indexOf(rankOf(live))
      if (worse) assert.not.ok(passes(next, live))
    }),
  )
})

outcome('lets alone pass only what it lets pass beside a version that answers no better', () => {
  fc.assert(
    fc.property(verdicts, next => {
      if (passes(next, undefined)) assert.ok(passes(next, answers(404)))
    }),
  )
})

outcome('the live version is probed for an accepted 4xx alone', () => {
  assert.equal(
    [200, 302, 400, 404, 499, 500].map(status => mayHaveLost(accepts(status))),
    [false, false, true, true, true, false],
  )
})

outcome.run()

const words = suite('outcomeWords')

for (const [outcome, version, next, live, note, whatToDo] of [
  ['noWorse', '11', answers(404), answers(404), 'no worse than version 11', /^Set Path /],
  [
    'toldNothing',
    '11',
    answers(500),
    answers(500),
    'no worse than version 11, which fails too: set Path',
    /^Set Path /,
  ],
  ['lost', '11', accepts(404), accepts(200), 'version 11 answers 200', /^Check that /],
  ['worse', '11', answers(500), accepts(200), 'worse than version 11', undefined],
  ['alone', undefined, answers(404), undefined, 'there is no live version', /^Set Path /],
  ['alone', '11', answers(404), undefined, 'version 11 could not be probed', /^Set Path /],
  ['worse', '11', answers(500), undefined, 'version 11 could not be probed', undefined],
] as const)
  words(`${outcome}: ${note}`, () => {
    const found = outcomeWords(outcome, version, next, live)
    assert.is(found.note, note)
    assert.match(found.sentence, /^(The live version 11|There is no live version)\b.*\.$/)
    if (whatToDo) assert.match(found.whatToDo ?? '', whatToDo)
    else assert.is(found.whatToDo, undefined)
  })

words.run()
