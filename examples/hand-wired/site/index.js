import awsLambdaFastify from '@fastify/aws-lambda'
import fastify from 'fastify'

const app = fastify()

app.get('/', async () => ({ message: 'Hello' }))
app.get('/status', async () => ({ status: 'ok' }))

const proxy = awsLambdaFastify(app)

export const handler = (event, context) => proxy(event, context)
