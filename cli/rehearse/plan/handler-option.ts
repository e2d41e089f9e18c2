import { didYouMean } from '../../../schema/sentence.ts'
import { UserError } from '../../command-line/user-error.ts'
import type { Gated } from '../../macro/gated.ts'

/** `Site=dist/app.handler`, or only the handler where there is one function. */
export const handlersOf = (written: readonly string[], gated: readonly Gated[]): Map<string, string> => {
  const known = gated.map(({ web }) => web.logicalId)
  return new Map(
    written.map(text => {
      const [, name = known.length === 1 ? known[0] : undefined, handler = ''] = text.match(/^(?:(\w+)=)?(.*)$/s) ?? []
      if (name === undefined) throw new UserError(`--handler ${text} names no function; expected ${known[0]}=${text}.`)
      if (!/\w\.\w+$/.test(handler) || /\.([cm]?[jt]s|py)$/.test(handler))
        throw new UserError(`--handler ${text} names only a file; expected ${withFunction(text)}.`)
      if (!known.includes(name)) throw new UserError(`--handler ${text} is for ${name}; ${didYouMean(name, known)}`)
      return [name, handler]
    }),
  )
}

const withFunction = (text: string): string => `${text.replace(/\.\w*$/, '') || 'index'}.handler`
