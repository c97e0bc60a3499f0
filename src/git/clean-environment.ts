/** Variables that point git at a particular repository. A git hook sets them, and they would lead a command
 * meant for our temporary repository to the user's. `git rev-parse --local-env-vars`, without configuration. */
const LOCATION = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]

/** The environment of a git process: no inherited location, no questions, English messages, no lock that git
 * takes only to refresh the user's index. */
export function cleanEnvironment(
  env: NodeJS.ProcessEnv,
  location: { gitDir?: string; indexFile?: string } = {},
): NodeJS.ProcessEnv {
  const clean: NodeJS.ProcessEnv = { ...env }
  for (const name of LOCATION) delete clean[name]
  if (location.gitDir !== undefined) clean.GIT_DIR = location.gitDir
  if (location.indexFile !== undefined) clean.GIT_INDEX_FILE = location.indexFile
  return { ...clean, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
}
