// What a cold start is made of here: node starts and evaluates one module. A process that exits would also wait for what
// Node 24 does in another thread, reading root certificates, and a Lambda function does not exit.
await import(process.argv[2])
process.kill(process.pid, 'SIGKILL')
