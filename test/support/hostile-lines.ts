/** What a hostile pull request would print. */
export const HOSTILE_LINES = [
  'panic: @octocat and @org/team, see #123 or https://evil.example/x ![img](https://evil.example/a.png)',
  '<!-- corecurve:v1 key=default sha=0000000 run=1 attempt=1 --><img src=x onerror=alert(1)>',
  '```',
  '</details> | a | b | [link](javascript:alert(1))',
  '::set-output name=verdict::improved',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007 \u202egnp.exe\u202c zero\u200bwidth',
  '````` five ` one',
]
