import { describe, expect, it } from 'vitest'
import { startProgram } from '../../src/service/start-program.ts'

const options = { directory: '/', env: { PATH: process.env.PATH as string } }

describe('startProgram', () => {
  it('has read all that was printed when the program has ended', async () => {
    for (let run = 0; run < 20; run++) {
      const command = 'seq 3000 | tr "\\n" " "; echo; seq 3000; echo the reason >&2; exit 3'
      await using program = await startProgram({ ...options, command })
      expect(await program.exited).toEqual({ status: 3, signal: null })
      expect(program.output.lines()).toContain('the reason')
      expect(program.output.lines()).toContain('3000')
    }
  })

  it('waits a moment for what a child says after it', async () => {
    const command = '(sleep 0.1; echo the reason >&2) & exit 3'
    await using program = await startProgram({ ...options, command })
    await program.exited
    expect(program.output.lines()).toEqual(['the reason'])
  })

  it('has ended although what it left behind could still print', async () => {
    await using program = await startProgram({ ...options, command: 'sleep 1000 & echo gone' })
    expect(await program.exited).toEqual({ status: 0, signal: null })
    expect(program.output.lines()).toEqual(['gone'])
  })
})
