import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Cloud } from './account.ts'
import { pythons } from './environment.ts'

/** A self-signed certificate and its key, as LocalStack makes them; LocalStack's SNS takes any. */
export const makeCertificate = (cloud: Cloud): { cert: string; key: string } => {
  const file = `${cloud.folder}/tls.pem`
  execFileSync(pythons.localstack, ['-c', program, file], { cwd: cloud.folder, env: { HOME: cloud.folder } })
  return { cert: readFileSync(`${file}.crt`, 'utf8'), key: readFileSync(`${file}.key`, 'utf8') }
}

const program = `
import sys
from localstack.utils.crypto import generate_ssl_cert
generate_ssl_cert(sys.argv[1], overwrite=True)
`
