// Stryker's test runner for this repository: one process that loads the tests anew for each mutant, and runs only those
// that reach it. https://stryker-mutator.io/docs/stryker-js/plugins
import { pathToFileURL } from 'node:url'
import { bundleTests } from './bundle.mjs'

/** Stryker's numbers for the outcome of a test. */
const statuses = { success: 0, failed: 1 }

class SuiteRunner {
  static inject = ['options']
  #folders
  #loads = 0
  /** What the code under test has in common with Stryker: which mutant is active, and which were reached. */
  #shared

  constructor({ testFolders }) {
    this.#folders = testFolders
    globalThis.__stryker__ ??= {}
    this.#shared = globalThis.__stryker__
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    // what the code under test logs is not Stryker's
    for (const method of ['log', 'info', 'warn', 'error']) console[method] = () => {}
    this.file = await bundleTests(this.#folders)
  }

  async dryRun() {
    this.#shared.activeMutant = undefined
    const tests = []
    for await (const test of this.#run(await this.#load(), () => true)) tests.push(test)
    return { status: 'complete', tests, mutantCoverage: this.#shared.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, mutantActivation, hitLimit, disableBail }) {
    const shared = this.#shared
    const activate = () => Object.assign(shared, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
    shared.activeMutant = undefined
    if (mutantActivation === 'static') activate()
    let suites
    try {
      suites = await this.#load()
    } catch (error) {
      return { status: 'killed', killedBy: testFilter?.slice(0, 1) ?? [], failureMessage: String(error), nrOfTests: 0 }
    }
    activate()
    const selected = testFilter && new Set(testFilter)
    const killers = []
    let nrOfTests = 0
    for await (const { id, status, failureMessage } of this.#run(suites, id => !selected || selected.has(id))) {
      nrOfTests += 1
      if (status === statuses.failed) killers.push({ id, failureMessage })
      if (killers.length > 0 && !disableBail) break
    }
    if (hitLimit !== undefined && shared.hitCount > hitLimit) return { status: 'timeout', reason: 'too many hits' }
    const [killer] = killers
    return killer
      ? { status: 'killed', killedBy: killers.map(({ id }) => id), failureMessage: killer.failureMessage, nrOfTests }
      : { status: 'survived', nrOfTests }
  }

  async #load() {
    const suites = []
    globalThis.collectedSuites = suites
    await import(`${pathToFileURL(this.file)}?${this.#loads++}`)
    return suites
  }

  async *#run(suites, isSelected) {
    for (const [number, { name, hooks, tests }] of suites.entries()) {
      const selected = tests
        .map(({ title, run }, index) => ({ id: `${number}.${index} ${name}: ${title}`, run }))
        .filter(({ id }) => isSelected(id))
      if (selected.length > 0) yield* this.#runSuite(hooks, selected)
    }
  }

  async *#runSuite({ before, beforeEach, afterEach, after }, tests) {
    const runAll = async hooks => {
      for (const hook of hooks) await hook({})
    }
    try {
      await runAll(before)
      for (const { id, run } of tests) {
        this.#shared.currentTestId = id
        const startedMs = Date.now()
        const result = { id, name: id, status: statuses.success }
        try {
          await runAll(beforeEach)
          await run({})
          await runAll(afterEach)
        } catch (error) {
          Object.assign(result, { status: statuses.failed, failureMessage: String(error) })
        }
        this.#shared.currentTestId = undefined
        yield { ...result, timeSpentMs: Date.now() - startedMs }
      }
    } finally {
      await runAll(after)
    }
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'suites', injectableClass: SuiteRunner }]
