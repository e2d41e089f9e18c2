import { type Alias, type Document, isAlias, isNode, type Node, visit } from 'yaml'

/**
 * What each alias of a document stands for: the last node before it with its anchor. `alias.resolve` walks through the
 * whole document for each of them.
 */
export const anchoredNodes = (document: Document): ReadonlyMap<Alias, Node> => {
  const byName = new Map<string, Node>()
  const found = new Map<Alias, Node>()
  visit(document, (_, node) => {
    if (!isNode(node)) return
    const target = isAlias(node) ? byName.get(node.source) : undefined
    if (target) found.set(node as Alias, target)
    const { anchor } = node as { anchor?: string }
    if (anchor !== undefined) byName.set(anchor, node)
  })
  return found
}
