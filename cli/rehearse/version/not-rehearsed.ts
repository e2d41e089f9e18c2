import { join } from 'node:path'
import { shellWord } from '../../command-line/shell-word.ts'
import { templateNames } from '../../template/files.ts'

/** A function that could not be rehearsed, and why. `elsewhere`: a Lambda endpoint on this machine could run it. */
export type NotRehearsed = { logicalId: string; reason: string; elsewhere: boolean }

/**
 * The commands that rehearse these functions by the SAM CLI, in the order in which to run them; none where it cannot help.
 *
 * @param file the template
 */
export const commandsFor = (file: string, functions: readonly NotRehearsed[]): string[] => {
  const names = functions.filter(({ elsewhere }) => elsewhere).map(({ logicalId }) => `--function ${logicalId}`)
  if (names.length === 0) return []
  const template = shellWord(file)
  return [
    `sam local start-lambda${foundBySam.has(file) ? '' : ` --template ${template}`}`,
    `codedeployhook rehearse ${template} ${names.join(' ')} --endpoint-url http://127.0.0.1:3001`,
  ]
}

/** Templates that the SAM CLI reads if none is named. */
const foundBySam: ReadonlySet<string> = new Set([...templateNames, join('.aws-sam', 'build', 'template.yaml')])
