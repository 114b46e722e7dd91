/** A Chromium for the browser tests: named, found on the machine, or installed. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a browser that starts, or null after saying what is missing. */
export function findChromium(): string | null {
  const named = process.env.YUNBIN_CHROMIUM
  if (named) return works(named) ? named : complain(`YUNBIN_CHROMIUM=${named} does not start`)
  const found = onPath() ?? playwrights()
  if (found) return found
  console.log('no Chromium on this machine; installing one')
  if (isRootOnDebian()) installPackage()
  else runQuietly(process.execPath, [playwrightCli(), 'install', 'chromium-headless-shell'])
  return onPath() ?? playwrights() ?? complain('no Chromium could be installed. Install one and set YUNBIN_CHROMIUM to its path')
}

function onPath(): string | null {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name)
      if (isProgram(file) && works(file)) return file
    }
  }
  return null
}

/** The one that `playwright-core install` keeps in the user's cache. */
function playwrights(): string | null {
  const file = chromium.executablePath()
  const shell = file
    .replace(/chromium-(\d+)/, 'chromium_headless_shell-$1')
    .replace(/chrome-linux(64)?\/chrome$/, 'chrome-headless-shell-linux64/chrome-headless-shell')
  return [file, shell].find((candidate) => existsSync(candidate) && works(candidate)) ?? null
}

function works(file: string): boolean {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isRootOnDebian(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version')
}

function installPackage(): void {
  const isUbuntu = existsSync('/etc/os-release') && /^ID=ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'))
  // Ubuntu's package of that name only points to a snap, which does not start in containers.
  if (isUbuntu) {
    runQuietly(process.execPath, [playwrightCli(), 'install', '--with-deps', 'chromium-headless-shell'])
    return
  }
  if (runQuietly('apt-get', ['update'])) runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
}

function playwrightCli(): string {
  return path.resolve(import.meta.dirname, '../node_modules/playwright-core/cli.js')
}

function runQuietly(file: string, args: string[]): boolean {
  console.log(`$ ${path.basename(file)} ${args.join(' ')}`)
  const done = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return done.status === 0
}

function complain(words: string): null {
  console.error(words)
  return null
}
