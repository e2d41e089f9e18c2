import serverless from 'serverless-http'
import { app } from './app.js'

const serve = serverless(app)

export const handler = (event, context) => serve(event, context)
