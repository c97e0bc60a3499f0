const importMetaUrl = require('node:url').pathToFileURL(__filename).href;
"use strict";

// src/service/reaper.ts
var import_node_fs5 = require("node:fs");
var import_node_readline = require("node:readline");

// src/host/walk-processes.ts
var import_node_fs2 = require("node:fs");

// src/host/read-text.ts
var import_node_fs = require("node:fs");
function readTextSync(file) {
  try {
    return (0, import_node_fs.readFileSync)(file, "utf8");
  } catch {
    return void 0;
  }
}

// src/host/process-stat.ts
function parseProcessStat(text) {
  const nameEnd = text.lastIndexOf(")");
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(nameEnd + 2).trim().split(" ");
  if (nameEnd < 0 || Number.isNaN(pid) || fields.length < 22) return void 0;
  const field = (number) => Number(fields[number - 3]);
  return {
    pid,
    parent: field(4),
    group: field(5),
    session: field(6),
    zombie: fields[0] === "Z" || fields[0] === "X",
    ownTicks: field(14) + field(15),
    waitedForTicks: field(16) + field(17),
    threads: field(20),
    startTicks: field(22),
    residentPages: field(24)
  };
}
function readProcessStat(pid, proc) {
  const text = readTextSync(`${proc}/${pid}/stat`);
  return text === void 0 ? void 0 : parseProcessStat(text);
}

// src/host/walk-processes.ts
function readAllProcesses(proc) {
  const all = /* @__PURE__ */ new Map();
  for (const pid of listIds(proc)) {
    const stat = readProcessStat(pid, proc);
    if (stat !== void 0) all.set(pid, stat);
  }
  return all;
}
function listIds(folder) {
  try {
    return (0, import_node_fs2.readdirSync)(folder).filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}

// src/service/find-members.ts
var import_node_fs3 = require("node:fs");

// src/host/pids-with-marker.ts
var MARKER_VARIABLE = "CORECURVE_PROCESS";
function pidsWithMarker(marker, proc = "/proc") {
  const entry = `${MARKER_VARIABLE}=${marker}`;
  return listIds(proc).filter((pid) => readTextSync(`${proc}/${pid}/environ`)?.split("\0").includes(entry));
}

// src/service/find-members.ts
function outputsOf(pid, proc = "/proc") {
  return [1, 2].map((descriptor) => linkOf(`${proc}/${pid}/fd/${descriptor}`)).filter((link) => link.startsWith("socket:["));
}
function findMembers(tree, proc = "/proc") {
  const all = readAllProcesses(proc);
  all.delete(process.pid);
  const marked = new Set(pidsWithMarker(tree.marker, proc));
  const known = tree.known.filter(
    ({ pid, startTicks }) => (all.get(pid)?.startTicks ?? startTicks) === startTicks
  );
  const sessions = /* @__PURE__ */ new Set([tree.group, ...known.map(({ pid }) => pid)]);
  const members = new Set(known.map(({ pid }) => pid).filter((pid) => all.has(pid)));
  for (const { pid, group } of all.values()) {
    if (group === tree.group || marked.has(pid) || writesTo(tree.outputs, pid, proc)) members.add(pid);
  }
  for (let before = -1; before < members.size; ) {
    before = members.size;
    for (const { pid, parent, session } of all.values()) {
      if (members.has(parent) || sessions.has(session) || members.has(session)) members.add(pid);
    }
  }
  return [...members].flatMap((pid) => all.get(pid) ?? []).filter(({ zombie }) => !zombie);
}
function writesTo(outputs, pid, proc) {
  return outputs.length > 0 && outputsOf(pid, proc).some((link) => outputs.includes(link));
}
function linkOf(path) {
  try {
    return (0, import_node_fs3.readlinkSync)(path);
  } catch {
    return "";
  }
}

// src/service/kill-tree.ts
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
var MAX_PASSES = 20;
function killTree(tree) {
  const known = new Map(tree.known.map((each) => [each.pid, each]));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const members = findMembers({ ...tree, known: [...known.values()] });
    if (pass === 0 && tree.group !== void 0) signalGroup(tree.group, "SIGKILL");
    if (members.length === 0) return;
    for (const member of members) {
      known.set(member.pid, identityOf(member));
      try {
        process.kill(member.pid, "SIGKILL");
      } catch {
      }
    }
  }
}
function identityOf({ pid, startTicks }) {
  return { pid, startTicks };
}

// src/service/reaper-message.ts
var import_node_fs4 = require("node:fs");
var import_node_os = require("node:os");
var import_node_path = require("node:path");
var FOLDER_PREFIX = "corecurve-";
function temporaryPlaces() {
  const { TMPDIR: named, RUNNER_TEMP: runner } = process.env;
  if (!runner) return [(0, import_node_os.tmpdir)()];
  return named ? [(0, import_node_os.tmpdir)(), runner] : [runner, (0, import_node_os.tmpdir)()];
}
function isTemporaryFolder(path) {
  return (0, import_node_path.basename)(path).startsWith(FOLDER_PREFIX) && temporaryPlaces().flatMap(placesOf).includes((0, import_node_path.dirname)((0, import_node_path.resolve)(path)));
}
function placesOf(folder) {
  try {
    return [(0, import_node_path.resolve)(folder), (0, import_node_fs4.realpathSync)(folder)];
  } catch {
    return [(0, import_node_path.resolve)(folder)];
  }
}
function notesOf(folder, notes) {
  if ((0, import_node_path.basename)(notes) !== "worktrees" || !isTemporaryFolder(folder)) return [];
  return entriesOf(notes).map((name) => (0, import_node_path.join)(notes, name)).filter((note) => isNoteOf(folder, note));
}
function isNoteOf(folder, note) {
  try {
    const worktree = (0, import_node_path.dirname)((0, import_node_fs4.readFileSync)((0, import_node_path.join)(note, "gitdir"), "utf8").trim());
    const places = placesOf((0, import_node_path.dirname)(folder)).map((place) => (0, import_node_path.join)(place, (0, import_node_path.basename)(folder)));
    return places.includes((0, import_node_path.dirname)(worktree));
  } catch {
    return false;
  }
}
function entriesOf(folder) {
  try {
    return (0, import_node_fs4.readdirSync)(folder);
  } catch {
    return [];
  }
}

// src/service/reaper.ts
var trees = /* @__PURE__ */ new Map();
var folders = /* @__PURE__ */ new Set();
var worktrees = /* @__PURE__ */ new Map();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {
});
var lines = (0, import_node_readline.createInterface)({ input: process.stdin });
lines.on("line", (line) => {
  const message = JSON.parse(line);
  switch (message.kind) {
    case "guard-tree":
      trees.set(message.tree.marker, message.tree);
      break;
    case "release-tree":
      trees.delete(message.marker);
      break;
    case "guard-folder":
      folders.add(message.path);
      break;
    case "release-folder":
      folders.delete(message.path);
      break;
    case "guard-worktree":
      worktrees.set(message.folder, message.notes);
      break;
    case "release-worktree":
      worktrees.delete(message.folder);
      break;
  }
});
lines.on("close", () => {
  for (const tree of trees.values()) killTree(tree);
  for (const [folder, notes] of worktrees) {
    for (const note of notesOf(folder, notes)) (0, import_node_fs5.rmSync)(note, { recursive: true, force: true, maxRetries: 3 });
  }
  for (const folder of folders) {
    if (isTemporaryFolder(folder)) (0, import_node_fs5.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
