import express from 'express'
import { currency } from './config.js'

const products = [
  { id: 1, name: 'Teapot', price: 18 },
  { id: 2, name: 'Kettle', price: 42 },
]

// prices in the visitor's own currency; worked on the developer's machine, where CURRENCY is set
const format = new Intl.NumberFormat('en', { style: 'currency', currency })

export const app = express()
app.use(express.json())

app.get('/healthcheck', (_, response) => {
  response.json({ status: 'ok', stage: process.env.STAGE, products: products.length })
})

app.get('/', (_, response) => {
  const items = products.map(({ name, price }) => `<li>${name}, ${format.format(price)}`)
  response.type('html').send(`<h1>Tea shop</h1><ul>${items.join('')}</ul>`)
})
