import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { createClient } from '../../src/github/client.ts'
import { useProxy } from '../../src/github/use-proxy.ts'
import { UserError } from '../../src/user-error.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'

/** A proxy that knows one host by name: the loopback GitHub. */
async function proxyTo(github: LoopbackGitHub) {
  const { port } = new URL(github.url)
  const asked: string[] = []
  const server = createServer((_, response) => response.writeHead(501).end())
  server.on('connect', ({ url }, socket) => {
    asked.push(url ?? '')
    const there = connect(Number(port), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    there.on('error', () => socket.destroy())
    socket.on('error', () => there.destroy())
    there.pipe(socket).pipe(there)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(server, { url, asked })
}

const warn = (line: string) => expect.fail(line)
const SHOP = { owner: 'octo', repo: 'shop' }

test.each([
  ['an address', ''],
  ['a host and a port', 'http://'],
])('GitHub is reached through a proxy given as %s, and this machine without it', async (_, left) => {
  await using github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  await using proxy = await proxyTo(github)
  using _proxied = useProxy({ http_proxy: proxy.url.slice(left.length), no_proxy: 'other.example' }, warn)
  const token = github.issueToken()
  const there = createClient({ token, env: { GITHUB_API_URL: 'http://github.example' } })
  expect((await there.rest.repos.get(SHOP)).status).toBe(200)
  expect(proxy.asked).toEqual(['github.example:80'])
  const here = createClient({ token, env: { GITHUB_API_URL: github.url } })
  expect((await here.rest.repos.get(SHOP)).status).toBe(200)
  expect(proxy.asked).toHaveLength(1)
})

test('a proxy that is no address is refused, and its password is not told', () => {
  const use = () => useProxy({ HTTPS_PROXY: 'http://me:hunter2@:x' }, warn)
  expect(use).toThrow(UserError)
  expect(use).not.toThrow('hunter2')
})
