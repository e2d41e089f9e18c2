import { UserError } from '../../command-line/user-error.ts'
import { isListening } from '../aws/remote.ts'

/** The Lambda endpoint that the user named, if it answers. */
export const endpointOf = async (url: string | undefined): Promise<string | undefined> => {
  if (url === undefined) return undefined
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new UserError(`--endpoint-url is ${url}; expected a URL such as http://127.0.0.1:3001.`)
  if (!(await isListening(url)))
    throw new UserError(
      `--endpoint-url ${url} does not answer; start it first, for instance with sam local start-lambda.`,
    )
  return url
}
