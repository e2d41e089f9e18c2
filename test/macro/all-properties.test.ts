import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import type { JsonMap } from '../../schema/json.ts'
import { pythonWith } from '../helpers/python.ts'
import { translate } from '../helpers/sam.ts'
import { event, website } from '../helpers/template.ts'

const python = pythonWith('samtranslator')
const versions = suite('AutoPublishAliasAllProperties, by the SAM translator')

const site = { ...website, CodeUri: 's3://b/1', Runtime: 'nodejs24.x', AutoPublishAlias: 'live' }
const all = { ...site, AutoPublishAliasAllProperties: true }

/** The logical ID of the version, and the Description by which Lambda sees a change. */
const publishedFrom = (template: unknown) => {
  const { Resources } = translate(String(python), template)
  const version = Object.keys(Resources).find(id => Resources[id]?.Type === 'AWS::Lambda::Version')
  return { version, description: Resources.Site?.Properties.Description }
}
const gated = (properties: JsonMap) =>
  transform(
    event(properties),
    worldOf({}, () => {}),
  ).fragment
const before = (properties: JsonMap) => event(properties).fragment

if (python) {
  versions('a version for new tags alone is what SAM requests without the macro', () => {
    const [one, other] = [before(all), before({ ...all, Tags: { team: 'web' } })].map(publishedFrom)
    assert.is.not(one?.version, other?.version)
    assert.is(one?.description, other?.description)
  })

  versions('the deployment that adds the transform changes what Lambda publishes too', () => {
    const [one, other] = [before(all), gated(all)].map(publishedFrom)
    assert.is.not(one?.version, other?.version)
    assert.is.not(one?.description, other?.description)
  })

  versions('behind the macro new tags request no version, and a new timeout does', () => {
    const [one, tagged, slower] = [all, { ...all, Tags: { team: 'web' } }, { ...all, Timeout: 9 }]
      .map(gated)
      .map(publishedFrom)
    assert.equal(tagged, one)
    assert.is.not(slower?.version, one?.version)
    assert.is.not(slower?.description, one?.description)
  })
}

versions.run()
