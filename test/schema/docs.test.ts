import { suite } from 'uvu'
import { templateSchema } from '../../build/settings/template-schema.ts'
import template from '../../schema/template.schema.json' with { type: 'json' }
import { holdsJson } from '../helpers/document.ts'

const schema = suite('template.schema.json')

schema('has every setting, on a function and in the Transform', () => {
  holdsJson('schema/template.schema.json', templateSchema(template))
})

schema.run()
