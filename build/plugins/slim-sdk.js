import { fileURLToPath } from 'node:url'

/** Replaces parts of the AWS SDK that our Lambda functions do not use. docs/performance.md says what each step gained. */
export const standIns = {
  name: 'stand-ins',
  resolveId: (id, importer = '') => {
    // our own code still needs the SDK's classification of errors
    if (/[/\\]healthcheck[/\\]failure\.ts$/.test(importer)) return null
    const [, file] = replaced.find(([part]) => part.test(id)) ?? []
    return file ? fileURLToPath(new URL(file, import.meta.url)) : null
  },
}

const replaced = [
  // Lambda only ever needs the environment
  [/^@aws-sdk\/credential-provider-node$/, '../sdk/credential-provider.ts'],
  [
    /^@smithy\/core\/(retry|event-streams)$|\/(loadSharedConfigFiles|emitWarningIfUnsupportedVersion)$/,
    '../sdk/stand-ins.ts',
  ],
]

/** An error of a service keeps its name, message and status without a class of its own: the SDK's base class carries them. */
export const plainErrors = {
  name: 'plain-errors',
  transform: (code, id) =>
    /client-(lambda|codedeploy)\/dist-es\/schemas\/schemas_0\.js$/.test(id)
      ? code.replace(/^n0_registry\.registerError\(.*\);$/gm, '')
      : null,
}
