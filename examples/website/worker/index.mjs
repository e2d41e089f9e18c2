export const handler = async ({ time }) => {
  console.log(`counting the orders of ${time.slice(0, 10)}`)
}
