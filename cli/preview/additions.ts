import { isIntrinsic } from '../../sam/template.ts'
import { isMap, type JsonMap } from '../../schema/json.ts'

type Addition = { property: string; value: unknown }

/** Every single value that is added, named by its path below Properties: `DeploymentPreference.Hooks.PreTraffic`. */
export const additionsOf = (added: JsonMap, path: string[] = []): Addition[] =>
  Object.entries(added).flatMap(([key, value]) =>
    isMap(value) && !isIntrinsic(value)
      ? additionsOf(value, [...path, key])
      : [{ property: [...path, key].join('.'), value }],
  )
