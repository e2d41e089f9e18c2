/**
 * Loads the modules one after another, in one order. Left alone, Rollup resolves and loads them side by side: their
 * order then depends on how busy the machine is, and what tree shaking leaves out depends on their order, so that the
 * same source would not always give the same bytes. Of the four orders that were tried, the last import first leaves
 * out the most.
 */
export const inOrder = {
  name: 'in-order',
  async buildStart({ input }) {
    const seen = new Set()
    const loadFrom = async found => {
      if (!found || found.external || seen.has(found.id)) return
      seen.add(found.id)
      const { importedIdResolutions, dynamicallyImportedIdResolutions } = await this.load({
        id: found.id,
        resolveDependencies: true,
      })
      for (const next of [...importedIdResolutions, ...dynamicallyImportedIdResolutions].reverse()) await loadFrom(next)
    }
    for (const entry of Object.values(input)) await loadFrom(await this.resolve(entry))
  },
}
