import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { workerFile } from '../src/worker-file.ts'

describe('workerFile', () => {
  it.each(['generator', 'metronome-thread', 'reaper'] as const)(
    'names the source of the %s where the sources run',
    (name) => {
      expect(workerFile(name)).toMatch(new RegExp(`/src/(load|service)/${name}\\.ts$`))
      expect(existsSync(workerFile(name))).toBe(true)
    },
  )
})
