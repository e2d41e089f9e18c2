import { measureLambdaShares } from './lambda-share.ts'
import { findNode } from './nodes.ts'
import { hook, type Subject } from './subjects.ts'
import { lambdaShares } from './tables.ts'

// `tsx bench/shares.ts [ROUNDS] [BUNDLE...]`: the handler under Lambda's share of a CPU alone, comparing other bundles with ours
const [, , rounds = '11', ...files] = process.argv
const others: Subject[] = files.map(file => ({ name: file, file }))
console.log(lambdaShares(await measureLambdaShares(findNode(24), [hook, ...others], 20, Number(rounds))))
