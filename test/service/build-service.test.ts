import { describe, expect, it } from 'vitest'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import { buildService } from '../../src/service/build-service.ts'
import { faultyService } from '../support/faulty-service.ts'

const options = { inherited: process.env, cpus: 1, signal: new AbortController().signal }

describe('buildService', () => {
  it('shows what a failing build printed', async () => {
    const service = faultyService({}, { build: 'echo compiling; echo "no such package" >&2; exit 7' })
    const error = await buildService(service, options).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MeasurementFailure)
    expect((error as MeasurementFailure).failure).toEqual({
      phase: 'build',
      reason: '`echo compiling; echo "no such package" >&2; exit 7` exited with status 7 in service faulty',
      output: ['compiling', 'no such package'],
    })
  })

  it('does nothing for a service without a build', async () => {
    await expect(buildService(faultyService(), options)).resolves.toBeUndefined()
  })

  it('ends a build that is interrupted', async () => {
    const controller = new AbortController()
    const build = buildService(faultyService({}, { build: 'sleep 300' }), {
      ...options,
      signal: controller.signal,
    })
    setTimeout(() => controller.abort(new Error('stop')), 100)
    await expect(build).rejects.toThrow('stop')
  })
})
