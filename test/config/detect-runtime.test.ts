import { expect, test } from 'vitest'
import { detectRuntime } from '../../src/config/detect-runtime.ts'

test.each([
  ['node server.js', undefined, [], 'node'],
  ['PORT=1 exec /usr/bin/node server.js', undefined, ['go.mod'], 'node'],
  ['npm start', undefined, [], 'node'],
  ['go run ./cmd/api', undefined, ['package.json'], 'go'],
  ['./bin/api', 'go build -o bin/api .', ['package.json'], 'go'],
  ['python3.13 app.py', undefined, ['package.json'], 'python'],
  ['gunicorn app:app', undefined, [], 'python'],
  ['.venv/bin/uvicorn app:app', undefined, [], 'python'],
  ['npm run assets && gunicorn app:app', undefined, [], 'python'],
  ['./bin/api', undefined, ['go.mod', 'package.json'], 'go'],
  ['./serve', undefined, ['package.json'], 'node'],
  ['./serve', undefined, ['pyproject.toml'], 'python'],
  ['./serve', undefined, ['requirements.txt'], 'python'],
  ['./serve', undefined, [], undefined],
  ['./target/release/api --data data/node', undefined, [], undefined],
] as const)('start %j, build %j and files %j tell %s', (start, build, files, runtime) => {
  expect(detectRuntime({ start, build }, files)).toBe(runtime)
})
