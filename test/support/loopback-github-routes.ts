import { actionsRoutes } from './loopback-github-actions-routes.ts'
import type { Route } from './loopback-github-call.ts'
import { checksRoutes } from './loopback-github-checks-routes.ts'
import { conversationRoutes } from './loopback-github-conversation-routes.ts'
import { repositoryRoutes } from './loopback-github-repository-routes.ts'

/** What answers each operation, by its id in GitHub's description. */
export const routes: Readonly<Record<string, Route>> = {
  ...repositoryRoutes,
  ...conversationRoutes,
  ...checksRoutes,
  ...actionsRoutes,
}
