import { createHandler } from './respond.ts'
import { worldOf } from './world.ts'

/** The Lambda behind AWS::CloudFormation::Macro. */
export const handler = createHandler(worldOf(process.env, record => console.info(record)))
