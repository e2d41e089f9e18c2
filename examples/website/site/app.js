import express from 'express'

const products = [
  { id: 1, name: 'Teapot', price: 18 },
  { id: 2, name: 'Kettle', price: 42 },
]

export const app = express()
app.use(express.json())

// what the pre-traffic hook asks: answers only when the site can do its work
app.get('/healthcheck', (_, response) => {
  response.json({ status: 'ok', stage: process.env.STAGE, products: products.length })
})

app.get('/', (_, response) => {
  response.type('html').send(`<h1>Tea shop</h1><ul>${products.map(({ name }) => `<li>${name}`).join('')}</ul>`)
})

app.get('/products/:id', (request, response) => {
  const product = products.find(({ id }) => id === Number(request.params.id))
  if (product) response.json(product)
  else response.status(404).json({ message: 'There is no such product.' })
})
