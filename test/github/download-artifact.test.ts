import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createClient } from '../../src/github/client.ts'
import { type ArtifactDownload, downloadArtifact } from '../../src/github/download-artifact.ts'
import { LoopbackGitHub, type LoopbackOptions } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'

const MiB = 1024 * 1024

/** A GitHub with one run that has uploaded a result. */
async function measured(options: LoopbackOptions = {}) {
  const github = await LoopbackGitHub.start(options)
  github.addRepository('octo/shop')
  const run = github.addRun('octo/shop', { headSha: 'a'.repeat(40) })
  const artifact = github.addArtifact('octo/shop', run, 'corecurve', { 'comparison.json': '{}' })
  const download = (changes: Partial<ArtifactDownload> = {}) =>
    downloadArtifact({ client: clientOf(github), ...SHOP, id: artifact.id, wait: async () => {}, ...changes })
  return Object.assign(github, { artifact, download })
}

/** A forge that answers as a test says, by path. */
async function forge(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createClient({ token: 'ghs_secret', env: { GITHUB_API_URL: url }, second: 1 })
  return {
    url,
    download: (changes: Partial<ArtifactDownload> = {}) =>
      downloadArtifact({ client, ...SHOP, id: 1, wait: async () => {}, ...changes }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Sends zeros until nobody reads them any more, a hundred MiB at the most; tells how many bytes it got rid of. */
function sendWithoutEnd(response: ServerResponse): Promise<number> {
  const piece = Buffer.alloc(64 * 1024)
  let sent = 0
  return new Promise((resolve) => {
    response.on('close', () => resolve(sent))
    const push = () => {
      while (!response.destroyed && sent < 100 * MiB) {
        sent += piece.length
        if (!response.write(piece)) return void response.once('drain', push)
      }
      if (!response.destroyed) response.end()
    }
    push()
  })
}

describe.concurrent('the archive of an artifact', () => {
  test('comes from the store, which sees no token', async () => {
    // The loopback store answers 403 where it is shown one.
    await using github = await measured()
    const result = await github.download()
    expect(result).toEqual({ kind: 'downloaded', bytes: Buffer.from(github.artifact.bytes) })
    expect(github.requestsOf('actions/download-artifact')).toHaveLength(1)
    expect(github.requestsOf('blob')).toHaveLength(1)
  })

  test('is taken up to its limit, to the byte', async () => {
    await using github = await measured()
    const { length } = github.artifact.bytes
    expect(await github.download({ limit: length })).toMatchObject({ kind: 'downloaded' })
    expect(await github.download({ limit: length - 1 })).toEqual({
      kind: 'too-large',
      reason: `The artifact is larger than ${length - 1} bytes`,
    })
  })

  test.each([['503', 'status'] as const, ['a connection that ends', 'drop'] as const])(
    'is asked for again after %s',
    async (_, kind) => {
      await using github = await measured()
      github.addFault({
        operation: 'blob',
        times: 2,
        ...(kind === 'drop' ? { kind } : { kind, status: 503 }),
      })
      expect(await github.download()).toMatchObject({ kind: 'downloaded' })
      // A new address each time.
      expect(github.requestsOf('actions/download-artifact')).toHaveLength(3)
    },
  )

  test('is asked for again where it broke off in the middle', async () => {
    await using github = await measured()
    github.addFault({ operation: 'blob', kind: 'drop', afterwards: true })
    expect(await github.download()).toEqual({ kind: 'downloaded', bytes: Buffer.from(github.artifact.bytes) })
  })

  test('is given up on after three tries, without a word of its address', async () => {
    await using github = await measured({ blobSeconds: 0 })
    const waits: number[] = []
    const wait = async (milliseconds: number) => void waits.push(milliseconds)
    expect(await github.download({ wait })).toEqual({
      kind: 'failed',
      reason: 'The store of artifacts answered 403',
    })
    expect(waits).toEqual([1000, 4000])
  })

  test('that expired, or was deleted, is gone', async () => {
    await using github = await measured()
    const gone = { kind: 'gone', reason: 'The artifact was deleted, or has expired' }
    expect(await github.download({ id: 999 })).toEqual(gone)
    github.artifact.expired = true
    expect(await github.download()).toEqual(gone)
    expect(github.requestsOf('blob')).toEqual([])
  })

  test('is not had by a token that may not read it', async () => {
    await using github = await measured()
    const client = clientOf(github, { permissions: {} })
    expect(await github.download({ client })).toMatchObject({ kind: 'forbidden' })
  })
})

describe.concurrent('a store that lies', () => {
  test.each(['by the store', 'by the forge itself'])(
    'is left at the limit: bytes without end, sent %s',
    async (by) => {
      const sent = Promise.withResolvers<number>()
      await using other = await forge((request, response) => {
        if (by === 'by the store' && !request.url?.startsWith('/blob'))
          return void response.writeHead(302, { location: '/blob' }).end()
        response.writeHead(200, { 'content-type': 'application/zip' })
        sendWithoutEnd(response).then(sent.resolve)
      })
      expect(await other.download({ limit: MiB })).toMatchObject({ kind: 'too-large' })
      // What lies in buffers between the two is not ours to bound.
      expect(await sent.promise).toBeLessThan(50 * MiB)
    },
  )

  test('is not believed about the length', async () => {
    await using other = await forge((request, response) => {
      if (!request.url?.startsWith('/blob')) return void response.writeHead(302, { location: '/blob' }).end()
      // Claimed: ten bytes more than come.
      response.writeHead(200, { 'content-length': 20 })
      response.write('0123456789', () => request.socket.destroy())
    })
    expect(await other.download()).toMatchObject({ kind: 'failed' })
  })

  test('ends when there is no more time, and is not asked again', async () => {
    const controller = new AbortController()
    let asked = 0
    await using other = await forge((request, response) => {
      if (!request.url?.startsWith('/blob')) return void response.writeHead(302, { location: '/blob' }).end()
      asked += 1
      response.writeHead(200)
      // And never more.
      response.write('0', () => controller.abort())
    })
    expect(await other.download({ signal: controller.signal })).toEqual({
      kind: 'failed',
      reason: 'Downloading the artifact was ended',
    })
    expect(asked).toBe(1)
  })

  test.each([
    ['no address', {}],
    ['an address on disk', { location: 'file:///etc/passwd' }],
    ['an address of data', { location: 'data:text/plain,x' }],
    ['no address at all', { location: 'http://' }],
  ])('is not followed to %s', async (_, headers) => {
    await using other = await forge((_request, response) => void response.writeHead(302, headers).end())
    expect(await other.download()).toEqual({
      kind: 'failed',
      reason: 'GitHub answered 302 and no address of the artifact',
    })
  })

  test('is not followed in circles', async () => {
    await using other = await forge(
      (_request, response) => void response.writeHead(302, { location: '/blob' }).end(),
    )
    expect(await other.download()).toMatchObject({ kind: 'failed' })
  })

  test('gets no token, here or behind a further redirect', async () => {
    const seen: (string | undefined)[] = []
    await using store = await forge((request, response) => {
      seen.push(request.headers.authorization)
      if (request.url === '/first') return void response.writeHead(302, { location: '/second' }).end()
      response.end('bytes')
    })
    await using api = await forge(
      (_request, response) => void response.writeHead(302, { location: `${store.url}/first` }).end(),
    )
    expect(await api.download()).toEqual({ kind: 'downloaded', bytes: Buffer.from('bytes') })
    expect(seen).toEqual([undefined, undefined])
  })
})
