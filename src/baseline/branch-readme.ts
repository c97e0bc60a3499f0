/** The README.md that a new baseline branch begins with. */
export const BRANCH_README = `# Benchmark records

This branch is written by corecurve. It holds one JSON file for each measured commit of the default branch,
\`runs/<yyyy>/<mm>/<dd>/<time>-<commit>.json\` in UTC, and the badges drawn from the newest one.

Pull requests are compared with the nearest of these records. The branch shares no history with your code and is
never merged. Commits are only ever added. Deleting the branch forgets the baseline; the next measured commit
creates it again.
`
