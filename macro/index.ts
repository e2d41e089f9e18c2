import { createAnswer } from './respond.ts'
import { worldOf } from './world.ts'

/** The Lambda behind AWS::CloudFormation::Macro. */
export const handler = createAnswer(worldOf(process.env, record => console.info(record)))
