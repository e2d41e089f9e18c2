// What the tests import as `uvu` while Stryker runs them: it collects the suites instead of running them, so that each
// mutant meets only the tests that reach it.

export const suite = (name = '') => {
  const hooks = { before: [], after: [], beforeEach: [], afterEach: [] }
  const tests = []
  const add = (title, run) => void tests.push({ title, run })
  return Object.assign(add, {
    before: Object.assign(hook => hooks.before.push(hook), { each: hook => hooks.beforeEach.push(hook) }),
    after: Object.assign(hook => hooks.after.push(hook), { each: hook => hooks.afterEach.push(hook) }),
    skip: () => {},
    run: () => void globalThis.collectedSuites.push({ name, hooks, tests: tests.splice(0) }),
  })
}

export const test = suite()
