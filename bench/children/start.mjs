// What a cold start is made of here: node starts, evaluates one module and ends.
await import(process.argv[2])
process.exit()
