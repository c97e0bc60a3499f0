import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSource } from '../../scripts/imports/mask-source.ts'

describe('maskSource', () => {
  it('blanks comments and keeps the code around them', () => {
    expect(maskSource('a /* b */ + c // d\ne')).toBe('a         + c     \ne')
  })

  it('blanks what stands between quotes and keeps the quotes', () => {
    expect(maskSource(`x('it\\'s', "// no")`)).toBe(`x('     ', "     ")`)
  })

  it('keeps the expressions of a template as code, nested ones too', () => {
    // \x24 is a dollar sign.
    const source = '`t \x24{a({ b: `u \x24{c} v` })} w` + d'
    expect(maskSource(source)).toBe('`  \x24{a({ b: `  \x24{c}  ` })}  ` + d')
  })

  it('takes a slash after a value for a division and any other for a regular expression', () => {
    expect(maskSource('a / b / "c"')).toBe('a / b / " "')
    expect(maskSource(`return /['/]"/.test(b)`)).toBe('return /     /.test(b)')
    expect(maskSource(`f(/\\/'/, 'x')`)).toBe("f(/   /, ' ')")
  })

  it('keeps every offset and every line break of any text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab \n\'"`/*\\\x24{}[]()'.split('')), maxLength: 40 })
    fc.assert(
      fc.property(text, (source) => {
        const masked = maskSource(source)
        expect(masked).toHaveLength(source.length)
        expect(masked.split('\n').map((line) => line.length)).toEqual(
          source.split('\n').map((line) => line.length),
        )
      }),
    )
  })
})
