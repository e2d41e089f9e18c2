import { createRequire } from 'node:module'
import { Router } from '@aws-lambda-powertools/event-handler/http'
import awsLambdaFastify from '@fastify/aws-lambda'
import fastify from 'fastify'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import serverless from 'serverless-http'
import type { Format } from '../../healthcheck/probe-plan.ts'

/** What a website does with a request for one of its paths; it may throw. */
export type Page = () => { status: number; body: string }
export type Pages = Record<string, Page>

/** A Lambda handler as Lambda calls it, its event and its result anything that can be JSON. */
export type LambdaHandler = (event: never, context: object) => unknown

/** A website behind an adapter, and the events that the adapter says it understands. */
export type Website = { name: string; formats: Format[]; create(pages: Pages): LambdaHandler }

type ExpressResponse = { status(code: number): ExpressResponse; send(body: string): void }
type Answer = (request: unknown, response: ExpressResponse) => void
type AnswerError = (error: unknown, request: unknown, response: ExpressResponse, next: unknown) => void
type Express = { get(path: string, answer: Answer): void; use(answer: Answer | AnswerError): void }

const require = createRequire(import.meta.url)
const express = require('express') as () => Express
const codegenie = require('@codegenie/serverless-express') as (options: { app: Express }) => LambdaHandler

const all: Format[] = ['REST API 1.0', 'HTTP API 1.0', 'HTTP API 2.0', 'Function URL 2.0', 'ALB']

const expressApp = (pages: Pages): Express => {
  const app = express()
  for (const [path, page] of Object.entries(pages))
    app.get(path, (_, response) => {
      const { status, body } = page()
      response.status(status).send(body)
    })
  const missing: Answer = (_, response) => response.status(404).send('Not found')
  const failed: AnswerError = (_error, _request, response, _next) => response.status(500).send('Internal Server Error')
  app.use(missing)
  app.use(failed)
  return app
}

const notFound: Page = () => ({ status: 404, body: 'Not found' })

/** By hand: the router of a site that never heard of adapters. */
const route = (pages: Pages, method: unknown, path: unknown) => {
  const { status, body } = method === 'GET' && pages[String(path)] ? (pages[String(path)] ?? notFound)() : notFound()
  return { statusCode: status, headers: { 'content-type': 'text/plain' }, body, isBase64Encoded: false }
}

export const websites: Website[] = [
  {
    name: 'Express with serverless-http',
    formats: all,
    create: pages => serverless(expressApp(pages) as never) as LambdaHandler,
  },
  {
    name: 'Express with @codegenie/serverless-express',
    formats: all,
    create: pages => codegenie({ app: expressApp(pages) }),
  },
  {
    name: 'Fastify with @fastify/aws-lambda',
    formats: all,
    create(pages) {
      const app = fastify()
      for (const [path, page] of Object.entries(pages))
        app.get(path, async (_, reply) => {
          const { status, body } = page()
          return reply.status(status).send(body)
        })
      return awsLambdaFastify(app) as LambdaHandler
    },
  },
  {
    name: 'Hono',
    formats: all,
    create(pages) {
      const app = new Hono()
      app.onError((_, context) => context.text('Internal Server Error', 500))
      for (const [path, page] of Object.entries(pages))
        app.get(path, context => {
          const { status, body } = page()
          return context.text(body, status as 200)
        })
      return handle(app) as LambdaHandler
    },
  },
  {
    name: 'Powertools event handler',
    formats: all,
    create(pages) {
      const quiet = () => undefined
      const app = new Router({ logger: { debug: quiet, info: quiet, warn: quiet, error: quiet } })
      for (const [path, page] of Object.entries(pages))
        app.get(path as `/${string}`, async () => {
          const { status, body } = page()
          return new Response(body, { status })
        })
      return (event, context) => app.resolve(event, context as never)
    },
  },
  {
    name: 'a handler written for format 1.0',
    formats: ['REST API 1.0', 'HTTP API 1.0', 'ALB'],
    create: pages => async (event: { httpMethod: string; path: string }) => route(pages, event.httpMethod, event.path),
  },
  {
    name: 'a handler written for format 2.0',
    formats: ['HTTP API 2.0', 'Function URL 2.0'],
    create: pages => async (event: { requestContext: { http: { method: string } }; rawPath: string }) =>
      route(pages, event.requestContext.http.method, event.rawPath),
  },
]
