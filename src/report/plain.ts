import type { Safe } from '../result/safe-text.ts'
import { clean } from './escape.ts'
import type { Part, Sentence } from './sentence.ts'

/** One line where nothing is markup: titles and descriptions that GitHub shows letter by letter. */
export type PlainText = Safe<'plain'>

export function plainText(text: string): PlainText {
  return clean(text).trim() as PlainText
}

/** A sentence without marks: neither tones nor code spans, nor where a link leads. */
export function plainSentence(sentence: Sentence): PlainText {
  return plainText(sentence.map(plainPart).join(''))
}

function plainPart(part: Part): string {
  switch (part.kind) {
    case 'prose':
    case 'name':
    case 'code':
    case 'foreign':
      return part.text
    case 'strong':
    case 'tone':
    case 'link':
      return part.of.map(plainPart).join('')
  }
}
