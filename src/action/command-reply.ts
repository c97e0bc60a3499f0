import type { CommandOutcome } from '../github/answer-command.ts'
import { COMMANDS } from '../github/command.ts'
import type { Block } from '../report/document.ts'
import { renderMarkdown } from '../report/markdown.ts'
import type { Markdown } from '../report/safe.ts'
import { code, foreign, link, type Sentence, say } from '../report/sentence.ts'

/** What is replied to a command, where a reaction does not say enough. */
export function commandReply(outcome: CommandOutcome, workflow: string): Markdown | undefined {
  switch (outcome.kind) {
    // Who may not write gets no words out of us, and what went well is seen in the run.
    case 'ignored':
    case 'not-permitted':
    case 'started':
      return undefined
    case 'help':
      return renderMarkdown([HELP])
    case 'unknown': {
      const near = outcome.nearest
      const meant = near === undefined ? [] : say` Did you mean ${command(near)}?`
      return renderMarkdown([paragraph(say`There is no command ${code(outcome.written)}.${meant}`), HELP])
    }
    case 'running':
      return said(say`It is being measured already: ${link(outcome.url, say`the run`)}.`)
    case 'awaiting-approval':
      return said(
        say`${link(outcome.url, say`The run`)} waits for a maintainer’s approval. Approve it there, and it measures.`,
      )
    case 'no-run':
      return said(
        say`The workflow ${code(workflow)} has not run for the last commit, so there is nothing to run again. Push a commit, or name the measuring workflow in the input ${code('workflow')}.`,
      )
    case 'closed':
      return said(say`This pull request is closed, so it is not measured again.`)
    case 'forbidden':
      return said(
        say`Nothing was run again: the job of this command lacks a permission, and its log says which.`,
      )
    case 'failed':
      return said(say`Nothing was run again: ${foreign(outcome.reason)}`)
  }
}

const DOES: Readonly<Record<(typeof COMMANDS)[number], Sentence>> = {
  rerun: say`measures the last commit again`,
  help: say`says what there is`,
}

const HELP: Block = {
  kind: 'list',
  items: COMMANDS.map((one) => say`${command(one)} ${DOES[one]}`),
}

function command(name: string): Sentence {
  return say`${code(`/corecurve ${name}`)}`
}

function said(text: Sentence): Markdown {
  return renderMarkdown([paragraph(text)])
}

function paragraph(text: Sentence): Block {
  return { kind: 'paragraph', text }
}
